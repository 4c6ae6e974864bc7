'use strict';
(() => {
  const root = document.documentElement;
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const kinds = ['furniture', 'actor', 'place', 'agreement', 'date', 'figure', 'cue', 'trigger', 'repair'];
  const litKinds = ['content', 'actor', 'place', 'date', 'figure', 'repair', 'cue', 'trigger'];
  const painted = typeof Highlight === 'function' && !!(CSS && CSS.highlights);
  const hidden = new Set();
  let pinned = null;

  // One painted range over a run of segments: no element is changed, so letters stay joined.
  const rangeOver = (first, last) => {
    const range = document.createRange();
    range.setStart(first.firstChild, 0);
    range.setEnd(last.firstChild, last.firstChild.length);
    return range;
  };
  const segment = (leaf, index) => leaf.segments[index];

  const leaves = [...document.querySelectorAll('.leaf')].map((element) => {
    const leaf = { element, segments: [], cards: [...element.querySelectorAll('.card')], users: new Map() };
    each('.text [data-i]', (span) => { leaf.segments[+span.dataset.i] = span; }, element);
    for (const card of leaf.cards) {
      card.leaf = leaf;
      card.runs = (card.dataset.l || '').split(' ').filter(Boolean).map((run) => {
        const [kind, first, last] = run.split(/[:-]/);
        return { kind, first: +first, last: +last };
      }).filter((run) => segment(leaf, run.first) && segment(leaf, run.last));
      card.runs.forEach((run, rank) => {
        if (run.kind === 'content') return;
        for (let i = run.first; i <= run.last; i += 1) {
          if (!leaf.users.has(i)) leaf.users.set(i, []);
          leaf.users.get(i)[rank === 0 ? 'unshift' : 'push'](card);
        }
      });
    }
    element.leaf = leaf;
    return leaf;
  });

  const paintKinds = () => {
    kinds.forEach((kind, rank) => {
      const highlight = new Highlight();
      highlight.priority = rank;
      if (!hidden.has(kind)) {
        for (const leaf of leaves) {
          let first = null;
          leaf.segments.forEach((span, index) => {
            const has = span.classList.contains(`k-${kind}`);
            const next = leaf.segments[index + 1];
            if (has && !first) first = span;
            if (first && !(next && next.parentNode === span.parentNode && next.classList.contains(`k-${kind}`))) {
              highlight.add(rangeOver(first, span));
              first = null;
            }
          });
        }
      }
      CSS.highlights.set(kind, highlight);
    });
  };

  const dim = () => {
    if (painted) litKinds.forEach((kind) => CSS.highlights.delete(`lit-${kind}`));
    else each('[class*="lit-"]', (span) => { span.className = span.className.split(' ').filter((name) => !name.startsWith('lit-')).join(' '); });
    each('.card.on', (card) => card.classList.remove('on'));
  };

  const light = (card) => {
    dim();
    if (!card) return;
    card.classList.add('on');
    const { leaf } = card;
    litKinds.forEach((kind, rank) => {
      const runs = card.runs.filter((run) => run.kind === kind);
      if (painted) {
        const highlight = new Highlight(...runs.map((run) => rangeOver(segment(leaf, run.first), segment(leaf, run.last))));
        highlight.priority = 20 + rank;
        CSS.highlights.set(`lit-${kind}`, highlight);
      } else {
        runs.forEach((run) => { for (let i = run.first; i <= run.last; i += 1) segment(leaf, i).classList.add(`lit-${kind}`); });
      }
    });
  };

  const bring = (element) => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const box = element.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 10 || element.closest('.sheet')) element.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
  };

  const pin = (card) => {
    if (pinned) {
      pinned.classList.remove('pinned');
      each('.word', (word) => word.setAttribute('aria-pressed', 'false'), pinned);
    }
    pinned = card === pinned ? null : card;
    light(pinned);
    if (!pinned) return;
    pinned.classList.add('pinned');
    each('.word', (word) => word.setAttribute('aria-pressed', 'true'), pinned);
    if (pinned.runs.length) bring(segment(pinned.leaf, pinned.runs[0].first));
  };

  const marked = (target) => (target.closest ? target.closest('.text .m') : null);
  const answers = (span) => span.closest('.leaf').leaf.users.get(+span.dataset.i) || [];
  const isShown = (card) => card.offsetParent !== null || card.getClientRects().length > 0;
  const answer = (span) => {
    const cards = answers(span);
    light(cards.find(isShown) || cards[0] || pinned);
    cards.forEach((card) => card.classList.add('on'));
  };
  const follow = (span) => {
    const card = answers(span).find(isShown) || answers(span)[0];
    if (!card) return;
    const shut = card.closest('details:not([open])');
    if (shut) shut.open = true;
    if (card !== pinned) pin(card);
    bring(card);
  };

  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const card = event.target.closest('.card');
    const span = marked(event.target);
    if (card) light(card);
    else if (span) answer(span);
    else if (!event.target.closest('.card, .text .m')) light(pinned);
  });
  document.addEventListener('focusin', (event) => {
    const card = event.target.closest('.card');
    const span = marked(event.target);
    if (card) light(card);
    else if (span) answer(span);
  });
  document.addEventListener('click', (event) => {
    const span = marked(event.target);
    const card = event.target.closest('.card');
    if (span) follow(span);
    else if (card && !event.target.closest('a, summary') && !String(getSelection())) pin(card);
  });
  document.addEventListener('keydown', (event) => {
    if (event.code === 'Escape') { if (pinned) pin(pinned); else light(null); return; }
    const text = event.target.closest ? event.target.closest('.text') : null;
    if (!text) return;
    const span = marked(event.target);
    if (event.code === 'Enter' && span) { follow(span); return; }
    const step = { ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1 }[event.code];
    if (!step) return;
    const words = [...text.querySelectorAll('.m')].filter((word) => word.dataset.i in text.closest('.leaf').leaf.segments && answers(word).length);
    const next = words[span ? words.indexOf(span) + step : (step > 0 ? 0 : words.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    bring(next);
  });

  const press = (button, on) => button.setAttribute('aria-pressed', String(on));
  const isPressed = (button) => button.getAttribute('aria-pressed') === 'true';
  each('[data-theatre]', (button) => button.addEventListener('click', () => {
    each('[data-theatre]', (other) => press(other, other === button));
    const country = button.dataset.theatre;
    each('.leaf, .theatre, .pair', (part) => { part.hidden = !!country && part.dataset.country !== country; });
  }));
  each('[data-mark]', (button) => button.addEventListener('click', () => {
    press(button, !isPressed(button));
    const kind = button.dataset.mark;
    if (isPressed(button)) hidden.delete(kind); else hidden.add(kind);
    if (painted) paintKinds();
    else each(`.text [data-k~="${kind}"]`, (span) => span.classList.toggle(`k-${kind}`, isPressed(button)));
  }));
  each('[data-show]', (button) => button.addEventListener('click', () => {
    press(button, !isPressed(button));
    each(`.rec.${button.dataset.show}`, (part) => { part.hidden = !isPressed(button); });
  }));
  each('[data-disputed]', (button) => button.addEventListener('click', () => {
    press(button, !isPressed(button));
    each('.card.event, .card.statement, .card.figure', (card) => { card.hidden = isPressed(button) && !card.querySelector('.tag.violation, .tag.denial'); });
  }));

  const speak = (tongue) => {
    root.lang = tongue;
    root.dir = tongue === 'ar' ? 'rtl' : 'ltr';
    root.dataset.ui = tongue;
  };
  each('[data-tongue]', (button) => button.addEventListener('click', () => speak(root.dataset.ui === 'ar' ? 'en' : 'ar')));
  if ((navigator.language || '').startsWith('ar')) speak('ar');

  if (painted) {
    root.classList.add('hl');
    paintKinds();
  } else {
    each('.text .m', (span) => { span.dataset.k = [...span.classList].filter((name) => name.startsWith('k-')).map((name) => name.slice(2)).join(' '); });
  }
})();
