// The map of places: one circle a place, as wide as the place is uncertain, and a dot that counts its events. Without WebGL the drawing of
// the page stays. The container is left to right in both languages; letters are shaped by the browser from our own fonts.

import * as maplibre from "./vendor/maplibre.js";

const figure = document.getElementById("atlas");
const frame = document.getElementById("map");
const language = frame.dataset.language;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const EARTH = 6371;
const WIDE = 15; // km from which a place is an area rather than a point
const FONT = { ar: "Rawi Plex", en: "Rawi Plex" }[language];
// Places whose lines Natural Earth draws, and whose status is disputed or undetermined, by ISO number; others have no number at all.
const DISPUTED = new Set(["732", "275"]);

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const seen = () => [...document.querySelectorAll("[data-quad]")].map((box) => [Number(box.dataset.quad) - 1, box.checked]);

function hasWebGL() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/** The ring around a point at a distance in km, as it lies on a sphere. */
function ring(lon, lat, km) {
  const [λ, φ, δ] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180, km / EARTH];
  return Array.from({ length: 49 }, (_, n) => {
    const θ = (n * Math.PI) / 24;
    const y = Math.asin(Math.sin(φ) * Math.cos(δ) + Math.cos(φ) * Math.sin(δ) * Math.cos(θ));
    const x = λ + Math.atan2(Math.sin(θ) * Math.sin(δ) * Math.cos(φ), Math.cos(δ) - Math.sin(φ) * Math.sin(y));
    return [(x * 180) / Math.PI, (y * 180) / Math.PI];
  });
}

const collection = (features) => ({ type: "FeatureCollection", features });
const pointAt = (lon, lat, properties) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } });

/** A label without what stands in brackets: the map would not turn them round. */
const label = (place) => (place[language] ?? place.ar).replace(/\s*\([^)]*\)/g, "");

/** What is drawn of the places: the quad classes that are shown decide the counts. */
function drawn(places) {
  const shown = seen().filter(([, on]) => on).map(([quad]) => quad);
  const kept = places
    .map((place) => ({ ...place, shown: place.quads.map((n, quad) => (shown.includes(quad) ? n : 0)) }))
    .map((place) => ({ ...place, count: place.shown.reduce((a, b) => a + b, 0) }))
    .filter((place) => place.count > 0);
  const discs = kept.filter((place) => place.km >= 1).map((place) => ({
    type: "Feature",
    properties: { key: place.key, wide: place.km >= WIDE || place.area === 1, km: place.km },
    geometry: { type: "Polygon", coordinates: [ring(place.lon, place.lat, place.km)] },
  }));
  const dots = kept.map((place) =>
    pointAt(place.lon, place.lat, { key: place.key, name: label(place), count: place.count, pie: `pie:${shares(place.shown)}:${place.km >= WIDE || place.area ? "area" : "point"}` }),
  );
  return [collection(discs), collection(dots)];
}

/** Four counts as twelfths, so that few pictures serve for many places. */
function shares(counts) {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => (n ? Math.max(1, Math.round((12 * n) / total)) : 0)).join(",");
}

/** The picture of a dot: a disc in the colours of its classes; hollow where only an area is told. */
function picture(id) {
  const [, told, kind] = id.split(":");
  const counts = told.split(",").map(Number);
  const total = counts.reduce((a, b) => a + b, 0);
  const canvas = new OffscreenCanvas(64, 64);
  const pen = canvas.getContext("2d");
  let at = -Math.PI / 2;
  for (const quad of [3, 2, 1, 0]) {
    const turn = (2 * Math.PI * counts[quad]) / total;
    pen.beginPath();
    pen.moveTo(32, 32);
    pen.arc(32, 32, 28, at, at + turn);
    pen.fillStyle = colour(`--q${quad + 1}`);
    pen.fill();
    at += turn;
  }
  if (kind === "area") {
    pen.globalCompositeOperation = "destination-out";
    pen.beginPath();
    pen.arc(32, 32, 17, 0, 2 * Math.PI);
    pen.fill();
    pen.globalCompositeOperation = "source-over";
  }
  pen.lineWidth = 4;
  pen.strokeStyle = colour("--sheet");
  pen.beginPath();
  pen.arc(32, 32, 29, 0, 2 * Math.PI);
  pen.stroke();
  return pen.getImageData(0, 0, 64, 64);
}

/** Slanting lines, for what is only told as an area. */
function hatch() {
  const canvas = new OffscreenCanvas(12, 12);
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour("--ink");
  pen.globalAlpha = 0.34;
  pen.lineWidth = 1;
  for (const shift of [-12, 0, 12]) {
    pen.beginPath();
    pen.moveTo(shift, 12);
    pen.lineTo(shift + 12, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, 12, 12);
}

async function json(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Land, coasts, boundaries and those in dispute, of the topology of Natural Earth. */
function outlines(topology) {
  const { topojson } = globalThis;
  const countries = topology.objects.countries;
  const disputed = (country) => country.id === undefined || DISPUTED.has(country.id);
  const feature = (geometry) => ({ type: "Feature", properties: {}, geometry });
  return {
    land: topojson.feature(topology, countries),
    coast: feature(topojson.mesh(topology, countries, (a, b) => a === b)),
    borders: feature(topojson.mesh(topology, countries, (a, b) => a !== b && !disputed(a) && !disputed(b))),
    disputed: feature(topojson.mesh(topology, countries, (a, b) => a !== b && (disputed(a) || disputed(b)))),
  };
}

function style(shapes, names) {
  const source = (data) => ({ type: "geojson", data, tolerance: 0.2 });
  const named = (places) => collection(places.map((place) => pointAt(place.lon, place.lat, { name: label(place), km: place.km })));
  const text = (size) => ({ "text-field": ["get", "name"], "text-font": [FONT], "text-size": size, "text-max-width": 8 });
  const ink = (name, halo = 1.4) => ({ "text-color": colour(name), "text-halo-color": colour("--sheet"), "text-halo-width": halo });
  return {
    version: 8,
    sources: {
      land: source(shapes.land), coast: source(shapes.coast), borders: source(shapes.borders), disputed: source(shapes.disputed),
      countries: source(named(names.countries)), cities: source(named(names.cities)),
      discs: source(collection([])), dots: { type: "geojson", data: collection([]) },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--wash") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--sheet"), "fill-antialias": false } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("--line"), "line-width": 0.8 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--line"), "line-width": 1 } },
      { id: "disputed", type: "line", source: "disputed", paint: { "line-color": colour("--line"), "line-width": 1, "line-dasharray": [3, 3] } },
      { id: "discs", type: "fill", source: "discs", paint: { "fill-color": colour("--q4"), "fill-opacity": ["case", ["get", "wide"], 0.05, 0.13] } },
      { id: "hatched", type: "fill", source: "discs", filter: ["get", "wide"], layout: { visibility: "none" }, paint: { "fill-pattern": "hatch", "fill-opacity": ["interpolate", ["linear"], ["get", "km"], 30, 0.5, 300, 0.2] } },
      { id: "rims", type: "line", source: "discs", paint: { "line-color": colour("--q4"), "line-width": 0.9, "line-opacity": ["case", ["get", "wide"], 0.35, 0.6] } },
      { id: "held", type: "line", source: "discs", filter: ["==", ["get", "key"], ""], paint: { "line-color": colour("--pencil"), "line-width": 2 } },
      { id: "countries", type: "symbol", source: "countries", maxzoom: 7, layout: { ...text(["interpolate", ["linear"], ["zoom"], 2, 11, 6, 15]), "symbol-sort-key": ["-", 0, ["get", "km"]] }, paint: ink("--soft") },
      { id: "cities", type: "symbol", source: "cities", minzoom: 5, layout: { ...text(11), "symbol-sort-key": ["-", 0, ["get", "km"]] }, paint: ink("--soft") },
      {
        id: "names", type: "symbol", source: "dots",
        layout: { ...text(13), "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 0.65, 10, 1.3, 100, 2.3, 400, 2.9], "text-justify": "auto", "symbol-sort-key": ["-", 0, ["get", "count"]] },
        paint: ink("--ink", 1.8),
      },
      {
        id: "dots", type: "symbol", source: "dots",
        layout: {
          "icon-image": ["get", "pie"], "icon-allow-overlap": true, "symbol-sort-key": ["-", 0, ["get", "count"]],
          "icon-size": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 0.36, 10, 0.9, 100, 1.7, 400, 2.2],
        },
      },
    ],
  };
}

/** West, south, east, north of the places; of many, those that hold nearly all events: a far place shall not make all others small. */
function extent(places) {
  const total = places.reduce((sum, place) => sum + place.count, 0);
  const bounds = new maplibre.LngLatBounds();
  let told = 0;
  for (const [number, place] of places.entries()) {
    if (number > 30 && told > 0.9 * total) break;
    told += place.count;
    const margin = Math.min(place.km, 60) / 111;
    bounds.extend([place.lon - margin, Math.max(-80, place.lat - margin)]).extend([place.lon + margin, Math.min(80, place.lat + margin)]);
  }
  return bounds;
}

class Atlas {
  constructor(shapes, names) {
    this.places = null;
    this.shapes = shapes;
    this.names = names;
    this.map = new maplibre.Map({
      container: frame, style: style(shapes, names), center: [38, 31], zoom: 3.6, minZoom: 1.5, maxZoom: 11, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, renderWorldCopies: false, fadeDuration: still ? 0 : 200,
      locale: { "NavigationControl.ZoomIn": frame.dataset.zoomIn, "NavigationControl.ZoomOut": frame.dataset.zoomOut, "Map.Title": frame.getAttribute("aria-label"), "ScaleControl.Kilometers": frame.dataset.km },
    });
    frame.map = this.map; // for whoever looks into the page with the browser's tools
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibre.ScaleControl({}), "bottom-left");
    this.map.on("idle", () => {
      if (this.places && this.map.isSourceLoaded("dots") && this.map.isSourceLoaded("discs")) frame.dataset.state = "idle";
    });
    this.map.on("click", (event) => this.click(event));
    this.map.on("mousemove", (event) => {
      this.map.getCanvas().style.cursor = this.at(event.point) ? "pointer" : "";
    });
  }

  /** The pictures that what is drawn needs, made when first needed. */
  pictures(ids) {
    for (const id of ids) if (!this.map.hasImage(id)) this.map.addImage(id, id === "hatch" ? hatch() : picture(id), { pixelRatio: 2 });
  }

  /** Take the places of the search that the address tells; the view follows them. */
  async take() {
    const asked = new URLSearchParams(location.search);
    for (const name of ["lang", "at"]) asked.delete(name);
    this.places = await json(`/places/points?${asked}`);
    const bounds = extent(this.places);
    if (!bounds.isEmpty()) this.map.fitBounds(bounds, { padding: 60, maxZoom: 8, animate: !still, duration: 400 });
    this.draw();
  }

  draw() {
    frame.dataset.state = "drawing";
    const [discs, dots] = drawn(this.places);
    this.pictures(new Set(["hatch", ...dots.features.map((dot) => dot.properties.pie)]));
    this.map.setLayoutProperty("hatched", "visibility", "visible");
    this.map.getSource("discs").setData(discs);
    this.map.getSource("dots").setData(dots);
    frame.dataset.places = dots.features.length;
  }

  /** The place under a point of the map: a dot or name first, else the narrowest disc. */
  at(point) {
    const near = [[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]];
    const found = this.map.queryRenderedFeatures(near, { layers: ["dots", "names"] });
    if (found.length) return found[0].properties.key;
    const discs = this.map.queryRenderedFeatures(point, { layers: ["discs"] });
    return discs.sort((a, b) => a.properties.km - b.properties.km)[0]?.properties.key;
  }

  click(event) {
    const key = this.at(event.point);
    if (key) list(key);
  }

  hold(key) {
    this.map.setFilter("held", ["==", ["get", "key"], key]);
  }

  recolour() {
    this.map.setStyle(style(this.shapes, this.names), { diff: false });
    this.map.once("style.load", () => this.draw());
  }
}

/** List the events of a place below the map, as its row of the table does. */
function list(key) {
  const asked = new URLSearchParams(location.search);
  asked.set("at", key);
  globalThis.htmx.ajax("GET", `/places/told?${asked}`, { target: "#told", swap: "innerHTML" });
}

/** Show which place is listed: in the table, and on the map. */
function mark(atlas) {
  const key = document.querySelector("#told [data-place]")?.dataset.place ?? "";
  for (const row of document.querySelectorAll("#placed tr[data-key]")) {
    if (row.dataset.key === key) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (key) document.querySelector(`#placed tr[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest" });
  atlas?.hold(key);
}

async function start() {
  if (!hasWebGL()) return null;
  maplibre.setWorkerUrl("/static/vendor/maplibre-worker.js");
  const fonts = ["400 13px 'Rawi Plex'"].flatMap((font) => [document.fonts.load(font, "سوريا"), document.fonts.load(font, "Syria")]);
  const [topology, names] = await Promise.all([json("/static/vendor/countries-50m.json"), json("/places/names"), ...fonts]);
  figure.hidden = false;
  document.body.classList.add("has-map");
  const atlas = new Atlas(outlines(topology), names);
  await new Promise((ready) => atlas.map.once("load", ready));
  await atlas.take();
  for (const box of document.querySelectorAll("[data-quad]")) box.addEventListener("change", () => atlas.draw());
  document.querySelector("[data-borders]").addEventListener("change", (event) => {
    for (const layer of ["borders", "disputed"]) atlas.map.setLayoutProperty(layer, "visibility", event.target.checked ? "visible" : "none");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => atlas.recolour());
  return atlas;
}

let atlas = null;
let asked = location.search;
document.addEventListener("htmx:after:swap", () => {
  if (location.search !== asked) {
    asked = location.search;
    atlas?.take();
  }
  mark(atlas);
});
document.addEventListener("htmx:after:history:push", () => {
  if (location.search === asked) return;
  asked = location.search;
  atlas?.take();
});

start().then((made) => {
  atlas = made;
  mark(atlas);
});
