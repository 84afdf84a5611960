"""What an ELAN document of format 3.0 looks like, written down from the format's description, to hold files against."""

from __future__ import annotations

from functools import cache
from io import StringIO

import xmlschema

TEXT = '<xs:attribute name="{}" type="xs:string" use="required"/>'
MAY = '<xs:attribute name="{}" type="xs:string"/>'
ID = '<xs:attribute name="{}" type="xs:ID" use="required"/>'
TO = '<xs:attribute name="{}" type="xs:IDREF" use="required"/>'
MAY_TO = '<xs:attribute name="{}" type="xs:IDREF"/>'


def write_attributes(shape: str, *names: str) -> str:
    return "".join(shape.format(name) for name in names)


def write_element(name: str, inside: str = "", attributes: str = "", times: str = "") -> str:
    content = f"<xs:sequence>{inside}</xs:sequence>" if inside else ""
    return (
        f'<xs:element name="{name}" {times}><xs:complexType>{content}{attributes}'
        "</xs:complexType></xs:element>"
    )


MANY = 'minOccurs="0" maxOccurs="unbounded"'
VALUE = '<xs:element name="ANNOTATION_VALUE" type="xs:string"/>'
OF_ANNOTATION = write_attributes(ID, "ANNOTATION_ID") + write_attributes(
    MAY, "CVE_REF", "EXT_REF", "LANG_REF"
)
ALIGNABLE = write_element(
    "ALIGNABLE_ANNOTATION",
    VALUE,
    OF_ANNOTATION
    + write_attributes(TO, "TIME_SLOT_REF1", "TIME_SLOT_REF2")
    + write_attributes(MAY, "SVG_REF"),
)
REF = write_element(
    "REF_ANNOTATION",
    VALUE,
    OF_ANNOTATION
    + write_attributes(TO, "ANNOTATION_REF")
    + write_attributes(MAY_TO, "PREVIOUS_ANNOTATION"),
)
ANNOTATION = (
    f'<xs:element name="ANNOTATION" {MANY}><xs:complexType><xs:choice>{ALIGNABLE}{REF}</xs:choice>'
    "</xs:complexType></xs:element>"
)
PROPERTY = (
    f'<xs:element name="PROPERTY" {MANY}><xs:complexType><xs:simpleContent>'
    f'<xs:extension base="xs:string">{write_attributes(MAY, "NAME")}</xs:extension>'
    "</xs:simpleContent></xs:complexType></xs:element>"
)
MEDIA = write_element(
    "MEDIA_DESCRIPTOR",
    attributes='<xs:attribute name="MEDIA_URL" type="xs:anyURI" use="required"/>'
    + write_attributes(TEXT, "MIME_TYPE")
    + '<xs:attribute name="RELATIVE_MEDIA_URL" type="xs:anyURI"/>'
    + '<xs:attribute name="TIME_ORIGIN" type="xs:long"/>'
    + write_attributes(MAY, "EXTRACTED_FROM"),
    times=MANY,
)
UNITS = (
    '<xs:attribute name="TIME_UNITS" default="milliseconds"><xs:simpleType><xs:restriction base="xs:string">'
    '<xs:enumeration value="NTSC-frames"/><xs:enumeration value="PAL-frames"/>'
    '<xs:enumeration value="PAL-50-frames"/><xs:enumeration value="milliseconds"/>'
    "</xs:restriction></xs:simpleType></xs:attribute>"
)
HEADER = write_element("HEADER", MEDIA + PROPERTY, write_attributes(MAY, "MEDIA_FILE") + UNITS)
SLOT = write_element(
    "TIME_SLOT",
    attributes=write_attributes(ID, "TIME_SLOT_ID")
    + '<xs:attribute name="TIME_VALUE" type="xs:unsignedInt"/>',
    times=MANY,
)
TIER = write_element(
    "TIER",
    ANNOTATION,
    write_attributes(TEXT, "TIER_ID", "LINGUISTIC_TYPE_REF")
    + write_attributes(MAY, "PARTICIPANT", "ANNOTATOR", "PARENT_REF")
    + write_attributes(MAY_TO, "DEFAULT_LOCALE", "LANG_REF", "EXT_REF"),
    MANY,
)
TYPE = write_element(
    "LINGUISTIC_TYPE",
    attributes=write_attributes(TEXT, "LINGUISTIC_TYPE_ID")
    + '<xs:attribute name="TIME_ALIGNABLE" type="xs:boolean"/>'
    + '<xs:attribute name="GRAPHIC_REFERENCES" type="xs:boolean"/>'
    + write_attributes(MAY, "CONTROLLED_VOCABULARY_REF")
    + write_attributes(MAY_TO, "CONSTRAINTS", "EXT_REF", "LEXICON_REF"),
    times=MANY,
)
LANGUAGE = write_element(
    "LANGUAGE",
    attributes=write_attributes(ID, "LANG_ID") + write_attributes(MAY, "LANG_DEF", "LANG_LABEL"),
    times=MANY,
)
CONSTRAINT = write_element(
    "CONSTRAINT",
    attributes=write_attributes(ID, "STEREOTYPE") + write_attributes(MAY, "DESCRIPTION"),
    times=MANY,
)


def write_worded(name: str, times: str) -> str:
    return (
        f'<xs:element name="{name}" {times}><xs:complexType><xs:simpleContent>'
        f'<xs:extension base="xs:string">{write_attributes(TO, "LANG_REF")}'
        f"{write_attributes(MAY, 'DESCRIPTION')}</xs:extension></xs:simpleContent></xs:complexType></xs:element>"
    )


ENTRY = write_element(
    "CV_ENTRY_ML",
    write_worded("CVE_VALUE", 'maxOccurs="unbounded"'),
    write_attributes(ID, "CVE_ID") + write_attributes(MAY_TO, "EXT_REF"),
    MANY,
)
VOCABULARY = write_element(
    "CONTROLLED_VOCABULARY",
    write_worded("DESCRIPTION", MANY) + ENTRY,
    write_attributes(TEXT, "CV_ID") + write_attributes(MAY_TO, "EXT_REF"),
    MANY,
)


def write_key(name: str, element: str, attribute: str, *references: tuple[str, str]) -> str:
    """An element's name is its own, and whoever refers to it names one that is there."""
    key = f'<xs:key name="{name}"><xs:selector xpath="{element}"/><xs:field xpath="@{attribute}"/></xs:key>'
    return key + "".join(
        f'<xs:keyref name="{name}Of{by}" refer="{name}"><xs:selector xpath="{where}"/>'
        f'<xs:field xpath="@{by}"/></xs:keyref>'
        for where, by in references
    )


KEYS = (
    write_key("tierName", "TIER", "TIER_ID", ("TIER", "PARENT_REF"))
    + write_key(
        "typeName", "LINGUISTIC_TYPE", "LINGUISTIC_TYPE_ID", ("TIER", "LINGUISTIC_TYPE_REF")
    )
    + write_key(
        "vocabularyName",
        "CONTROLLED_VOCABULARY",
        "CV_ID",
        ("LINGUISTIC_TYPE", "CONTROLLED_VOCABULARY_REF"),
    )
)
ROOT = (
    '<xs:element name="ANNOTATION_DOCUMENT"><xs:complexType><xs:sequence>'
    f"{HEADER}{write_element('TIME_ORDER', SLOT)}{TIER}{TYPE}{LANGUAGE}{CONSTRAINT}{VOCABULARY}"
    '</xs:sequence><xs:attribute name="DATE" type="xs:dateTime" use="required"/>'
    f"{write_attributes(TEXT, 'AUTHOR', 'VERSION')}{write_attributes(MAY, 'FORMAT')}"
    f"</xs:complexType>{KEYS}</xs:element>"
)


@cache
def read_schema() -> xmlschema.XMLSchema:
    """The schema, built once."""
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{ROOT}</xs:schema>'
    return xmlschema.XMLSchema(StringIO(text))


def check_eaf(text: str) -> None:
    """Raises XMLSchemaValidationError with what is wrong. The address of the official schema is not fetched."""
    read_schema().validate(StringIO(text), use_location_hints=False)
