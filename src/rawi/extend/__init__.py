"""Tables of others into ours: GeoNames and OCHA's administrative tables as places, Wikidata entities as actors."""

from rawi.extend.cod import cod_places
from rawi.extend.files import Imported, ImportError_, add_rows
from rawi.extend.geonames import GeoName, geonames_dump, new_places
from rawi.extend.wikidata import wikidata_actors

__all__ = ["GeoName", "ImportError_", "Imported", "add_rows", "cod_places", "geonames_dump", "new_places", "wikidata_actors"]
