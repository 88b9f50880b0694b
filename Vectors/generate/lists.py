"""Samples of every format of lists that is read, with made-up hashes, and what is to be read of each.

Writes ../lists/FORMAT: a sample, and beside it its expectation, one line for each record, refusal and warning:

    record TAB id TAB [list=...] hashes digests other hashes [label=...] [state=STATE WORD] [updated=TIME]
    refused TAB place: reason
    warning TAB words
    error TAB words

No hash here is of any picture: they are drawn from a seeded generator. Codes of labels are made up.
"""

import hashlib
import json
import pathlib
import random
import shutil

TARGET = pathlib.Path(__file__).resolve().parent.parent / "lists"
EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"
EMPTY_SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def pdq(number):
    """As many ones as a PDQ hash has: 128."""
    bits = random.Random(number).sample(range(256), 128)
    return f"{sum(1 << bit for bit in bits):064x}"


def digest(name, number):
    return hashlib.new(name, f"made up {number}".encode()).hexdigest()


def md5(number):
    return digest("md5", number)


def sha1(number):
    return digest("sha1", number)


def sha256(number):
    return digest("sha256", number)


def photodna(number):
    """144 bytes in Base64."""
    import base64

    return base64.b64encode(random.Random(number).randbytes(144)).decode()


def record(*fields):
    return "\t".join(["record", *fields])


def refused(place, reason):
    return f"refused\t{place}: {reason}"


def warning(words):
    return f"warning\t{words}"


def empty_file(name):
    return f"the {name} of an empty file, which matches them all"


def digits(field, count, found):
    return f"{field}: expected {count} hexadecimal digits, found {found}"


def text_lines():
    text = (
        f"# made up\n\npdq:{pdq(1)}\tentry-1\tpartner\treview,site:a\r\n{pdq(2).upper()}\n"
        f"md5:{md5(1)}\tentry-1\tpartner\tsite:b\nsha256:{sha256(3)}\t\tpartner\nsha1:{EMPTY_SHA1}\tentry-4\n"
        f"pdq:{'0' * 64}\tentry-5\npdq:{'f' * 64}\tentry-6\nmd5:12\tentry-7\nsha512:00\tentry-8\n  # the end"
    )
    yield "sample.tsv", text, [
        record("entry-1", "list=partner", f"pdq:{pdq(1)}", "label=review", "label=site:a"),
        record(f"pdq:{pdq(2)}", f"pdq:{pdq(2)}"),
        record("entry-1", "list=partner", f"md5:{md5(1)}", "label=site:b"),
        record(f"sha256:{sha256(3)}", "list=partner", f"sha256:{sha256(3)}"),
        refused("line 7", empty_file("sha1")),
        refused("line 8", "query: expected a hash, found 64 zeros, which stand for no hash"),
        refused("line 9", "expected a PDQ hash with 96 to 160 ones, found 256"),
        refused("line 10", digits("query", 32, 2)),
        refused("line 11", "expected a kind of hash that is kept, found 'sha512'"),
    ]


def csv():
    rows = (
        "ID,MD5 hash,PDQ,Labels,Remarks,PhotoDNA\r\n"
        f'a-1,{md5(1).upper()},{pdq(1)},"site:a, review",first,{photodna(1)}\r\n'
        f'"a ""2""",,{pdq(2)} {pdq(3)},,"two\r\nlines, and a comma",\r\n'
        f"a-3,{md5(3)[:31]},{pdq(3)},,,\r\na-4,,,,,\r\n\r\n,{md5(5)},,,,\r\na-6,{EMPTY_MD5},{pdq(6)},,,"
    )
    read = [
        record("a-1", f"pdq:{pdq(1)}", f"md5:{md5(1)}", f"photodna:{photodna(1)}", "label=site:a", "label=review"),
        record('a "2"', f"pdq:{pdq(2)}", f"pdq:{pdq(3)}"),
        record("a-3", f"pdq:{pdq(3)}"),
        record(f"md5:{md5(5)}", f"md5:{md5(5)}"),
        refused("line 5", digits("md5", 32, 31)),
        refused("line 6", "expected a hash or digest, found none"),
        refused("line 9", empty_file("md5")),
        warning("columns that were not read: Remarks"),
    ]
    yield "sample.csv", rows, read
    yield "utf16.csv", rows.encode("utf-16"), read
    yield "utf16be.csv", rows.encode("utf-16-be"), read
    yield "marked.csv", rows.encode("utf-8-sig"), read
    own = (
        "id;pdq;md5;state;state_word;updated\n"
        f"b-1;{pdq(1)};;confirmed;;2024-01-31T10:20:30Z\nb-2;;{md5(2)};Withdrawn;Deleted;\n"
        f"b-3;;;withdrawn;;1706696430\nb-4;{pdq(4)};;gone;;\n"
    )
    yield "states.csv", own, [
        record("b-1", f"pdq:{pdq(1)}", "state=confirmed", "updated=2024-01-31T10:20:30Z"),
        record("b-2", f"md5:{md5(2)}", "state=withdrawn Deleted"),
        record("b-3", "state=withdrawn", "updated=2024-01-31T10:20:30Z"),
        refused("line 5", "state: expected confirmed, proposed, disputed, withdrawn, found 'gone'"),
    ]


def digest_lines():
    text = (
        f"{md5(1)}  plain.bin\n{sha1(2)} *binary.bin\n\\{sha256(3)}  a\\nb\\\\c.bin\n"
        f"{md5(4).upper()}   three spaces\nSHA1 (a (b).bin) = {sha1(5)}\n\\MD5 (a\\nb) = {md5(6)}\n"
        f"{EMPTY_SHA256}  empty\n{md5(7)[:30]}  short\nnot a line\n\\{md5(8)}  bad\\tescape\n\n# a remark\n"
    )
    yield "sample.md5", text, [
        record(f"md5:{md5(1)}", f"md5:{md5(1)}"),
        record(f"sha1:{sha1(2)}", f"sha1:{sha1(2)}"),
        record(f"sha256:{sha256(3)}", f"sha256:{sha256(3)}"),
        record(f"md5:{md5(4)}", f"md5:{md5(4)}"),
        record(f"sha1:{sha1(5)}", f"sha1:{sha1(5)}"),
        record(f"md5:{md5(6)}", f"md5:{md5(6)}"),
        record(f"md5:{md5(8)}", f"md5:{md5(8)}"),
        refused("line 7", empty_file("sha256")),
        refused("line 8", f"line: expected a digest, two spaces and a name, found '{md5(7)[:30]}  ...'"),
        refused("line 9", "line: expected a digest, two spaces and a name, found 'not a line'"),
        refused("line 10", f"name: expected \\\\, \\n or \\r, found '\\{md5(8)[:31]}...'"),
    ]


def hashdeep():
    text = (
        "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## Invoked from: /home\n## $ hashdeep -r .\n##\n"
        f"12,{md5(1)},{sha256(1)},/a, b.bin\n0,{EMPTY_MD5},{EMPTY_SHA256},/empty\n7,{md5(2)}\n"
        f"9,{md5(3)},{sha256(3)[:9]},/c\n"
    )
    yield "sample.txt", text, [
        record(f"sha256:{sha256(1)}", f"md5:{md5(1)}", f"sha256:{sha256(1)}"),
        record(f"md5:{md5(3)}", f"md5:{md5(3)}"),
        refused("line 7", empty_file("md5")),
        refused("line 7", empty_file("sha256")),
        refused("line 8", "expected the field md5, found none"),
        refused("line 9", digits("sha256", 64, 9)),
    ]


def nsrl():
    two = (
        '"SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"\r\n'
        f'"{sha1(1).upper()}","{md5(1).upper()}","0A0B0C0D","a, ""b"".dll",12,7,"1",""\r\n'
        f'"{sha1(2).upper()}","{md5(2).upper()}","0A0B0C0D","c.exe",12,7,"1","M"\r\n'
        f'"{EMPTY_SHA1}","{EMPTY_MD5}","00000000","d",0,7,"1",""\r\n'
    )
    yield "sample-2.txt", two, [
        record(f"sha1:{sha1(1)}", f"sha1:{sha1(1)}", f"md5:{md5(1)}"),
        record(f"sha1:{sha1(2)}", f"sha1:{sha1(2)}", f"md5:{md5(2)}", "label=nsrl:M"),
        refused("line 4", empty_file("sha1")),
        refused("line 4", empty_file("md5")),
    ]
    three = (
        "sha256,sha1,md5,crc32,file_name,file_size,package_id\n"
        f"{sha256(1)},{sha1(1)},{md5(1)},0a0b0c0d,a.dll,12,7\n"
    )
    yield "sample-3.csv", three, [
        record(f"sha256:{sha256(1)}", f"sha256:{sha256(1)}", f"sha1:{sha1(1)}", f"md5:{md5(1)}")
    ]


def ncmec():
    space = 'xmlns="https://hashsharing.ncmec.org/hashsharing/v2"'
    page = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<queryResult {space}>
  <images count="4" maxTimestamp="2024-01-31T10:20:30Z">
    <image><member id="42">A &amp; B</member><timestamp>2024-01-31T10:20:30Z</timestamp><id>img-1</id>
      <classification>X1</classification>
      <fingerprints><md5>{md5(1).upper()}</md5><sha1>{sha1(1)}</sha1><pdna>{photodna(1)}</pdna>
        <pdq>{pdq(1)}</pdq></fingerprints>
      <feedback lastUpdateTimestamp="2024-02-01T00:00:00Z"><negativeFeedback type="Md5"><reasons>
        <reason guid="0" name="made up" type="Md5"/></reasons></negativeFeedback></feedback></image>
    <image><member id="43">C</member><id>img-1</id>
      <fingerprints><pdq><![CDATA[{pdq(2)}]]></pdq><tmk-pdqf rel="self" href="/v2/entries/1"/></fingerprints></image>
    <image><member id="42">A</member><id>img-3</id><fingerprints><md5>{EMPTY_MD5}</md5></fingerprints></image>
    <!-- withdrawn, without a hash --><deletedImage><member id="42">A</member><id>img-0</id>
      <timestamp>2024-01-31T10:20:30Z</timestamp></deletedImage>
  </images>
  <videos count="3"><video><member id="42">A</member><id>v-1</id>
    <fingerprints><md5>{md5(4)}</md5></fingerprints></video>
    <video><id>v-2</id><fingerprints><md5>{md5(5)}</md5></fingerprints></video></videos>
  <paging><next>/v2/entries?from=0&amp;start=2001</next></paging>
</queryResult>
"""
    yield "sample.xml", page, [
        record("42/img-1", f"pdq:{pdq(1)}", f"md5:{md5(1)}", f"sha1:{sha1(1)}", f"photodna:{photodna(1)}",
               "label=ncmec:X1", "updated=2024-01-31T10:20:30Z"),
        record("43/img-1", f"pdq:{pdq(2)}"),
        record("42/img-0", "state=withdrawn deletedImage", "updated=2024-01-31T10:20:30Z"),
        record("42/v-1", f"md5:{md5(4)}"),
        refused("record 3", empty_file("md5")),
        refused("record 6", "expected the field member, found none"),
        warning("the file announces 3 records and has 2: part of it may be missing"),
        warning("more pages follow: this file is not the whole list"),
    ]
    prefixed = (
        f'<n:queryResult xmlns:n="https://hashsharing.ncmec.org/hashsharing/v2"><n:images count="1"><n:image>'
        f'<n:member id="42"/><n:id>p</n:id><n:fingerprints><n:pdq>{pdq(3)}</n:pdq></n:fingerprints></n:image>'
        f"</n:images></n:queryResult>"
    )
    yield "prefixed.xml", prefixed.encode("utf-16"), [record("42/p", f"pdq:{pdq(3)}")]
    kind = '<!DOCTYPE queryResult [<!ENTITY a "b">]>'
    head = f'<?xml version="1.0"?>\n{kind}'
    yield "document-type.xml", f"{head}<queryResult {space}><images/></queryResult>", [
        "error\tbyte 24: expected XML without a document type, found one; a list has none: ask its source"
    ]
    yield "entity.xml", f"<queryResult {space}><images><image>&file;</image></images></queryResult>", [
        "error\tbyte 87: expected no entity but those of XML itself, found 'file'; ask the list's source"
    ]


def vics():
    def media(**fields):
        return fields

    one = {
        "odata.metadata": "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media",
        "value": [
            media(MediaID=1, Category=3, MD5=md5(1).upper(), SHA1=sha1(1).upper(), MediaSize="12",
                  DateUpdated="2024-01-31T10:20:30", PhotoDNA=photodna(1), IsPrecategorized="true",
                  VictimIdentified="False", IsDistributed="TRUE", OffenderIdentified=True,
                  Exifs=[{"MD5": md5(1), "PropertyName": "a", "PropertyValue": "b \\ \" é"}],
                  MediaFiles=[{"MD5": md5(1), "FileName": "x", "FilePath": "c:\\y"}]),
            media(MediaID=1, Category="4", MD5=md5(2), VictimIdentified="maybe",
                  AlternativeHashes=[{"HashName": "PDQ", "HashValue": pdq(2), "MD5": md5(2)},
                                     {"HashName": "SHA1", "HashValue": sha1(2)},
                                     {"HashName": "SHA256", "HashValue": sha256(2)}]),
            media(MediaID=3, Category=1, MD5=EMPTY_MD5, SHA1=EMPTY_SHA1),
            media(MediaID=4, Category=1, SHA1=sha1(4)),
            media(MediaID=5, Category=1, MD5=md5(5)[:30]),
            media(MediaID=6, Category=None, MD5=md5(6), DateUpdated="/Date(1706696430500)/"),
        ],
    }

    def label(code, version="1.3", profile=""):
        return f"label=vics/{version}:{code}{profile}"

    yield "sample-1.json", json.dumps(one).encode("utf-8-sig"), [
        record(md5(1), f"md5:{md5(1)}", f"sha1:{sha1(1)}", f"photodna:{photodna(1)}", label(3),
               label("IsDistributed"), label("OffenderIdentified"), "updated=2024-01-31T10:20:30Z"),
        record(md5(2), f"pdq:{pdq(2)}", f"md5:{md5(2)}", f"sha1:{sha1(2)}", f"sha256:{sha256(2)}", label(4)),
        record(md5(6), f"md5:{md5(6)}", "updated=2024-01-31T10:20:30Z"),
        refused("record 2", "VictimIdentified: expected true or false, found 'maybe'"),
        refused("record 3", empty_file("md5")),
        refused("record 3", empty_file("sha1")),
        refused("record 4", "expected the field MD5, found none"),
        refused("record 5", digits("MD5", 32, 30)),
    ]
    two = {
        "@odata.context": "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/US/$metadata#Cases",
        "value": [
            {"CaseID": "c", "CaseNumber": "7", "TotalMediaFiles": 99,
             "Media": [media(MediaID=1, Category=2, MD5=md5(1)), media(MediaID=1, Category=2, MD5=md5(2))],
             "SourceApplicationName": "made up"},
            {"CaseID": "d", "Media": [media(MediaID=1, Category=0, MD5=md5(1), SHA1=sha1(1))]},
        ],
        "@odata.nextLink": "more",
    }
    yield "sample-2.json", json.dumps(two, indent=1), [
        record(md5(1), f"md5:{md5(1)}", label(2, "2.0", "@US")),
        record(md5(2), f"md5:{md5(2)}", label(2, "2.0", "@US")),
        record(md5(1), f"md5:{md5(1)}", f"sha1:{sha1(1)}", label(0, "2.0", "@US")),
        warning("more pages follow: this file is not the whole list"),
    ]
    link = {"AlternativeHashes@odata.navigationLinkUrl": "Media(1)/AlternativeHashes"}
    apart = {"odata.metadata": one["odata.metadata"], "value": [media(Category=1, MD5=md5(1), **link)]}
    yield "hashes-elsewhere.json", json.dumps(apart), [
        record(md5(1), f"md5:{md5(1)}", label(1)),
        warning("1 records have hashes in another file of the set: import that too"),
    ]
    hashes = {
        "odata.metadata": "http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#AlternativeHashes",
        "value": [{"HashName": "PDQ", "HashValue": pdq(1), "MD5": md5(1),
                   "Media@odata.navigationLinkUrl": "Media(1)"}],
    }
    yield "alternative-hashes.json", json.dumps(hashes), [record(md5(1), f"pdq:{pdq(1)}", f"md5:{md5(1)}")]


def icse():
    header = (
        "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;"
        "Number of submissions;File Available;Media Type;Baseline\r\n"
    )
    rows = (
        f"{md5(1).upper()};{sha1(1)};{photodna(1)};i-1;Yes;no;;;1;True;made up;YES\r\n"
        f"{md5(2)};;;i-2;perhaps;0;1;;;;;\r\n{md5(3)};;;i-3\r\n{EMPTY_MD5};{sha1(4)};;i-4;;;;;;;;\r\n"
    )
    yield "sample.csv", header + rows, [
        record("i-1", f"md5:{md5(1)}", f"sha1:{sha1(1)}", f"photodna:{photodna(1)}", "label=icse:Is distributed",
               "label=icse:Baseline"),
        record("i-2", f"md5:{md5(2)}", "label=icse:Offender identified"),
        refused("line 3", "Is distributed: expected yes or no, found 'perhaps'"),
        refused("line 4", "row: expected 12 fields, found 4"),
        refused("line 5", empty_file("md5")),
    ]


def stopncii():
    def item(kind, value, status, **more):
        return {"lastModtimestamp": 1706696430, "signalType": kind, "hashValue": value, "hashStatus": status,
                "caseNumbers": {"c-1": "Active"}, **more}

    feedback = [{"feedbackValue": "NotBlocked", "tags": ["x"], "source": "made up"}]
    first = [
        item("ImagePDQ", pdq(1), "Active", CSPFeedbacks=feedback),
        item("ImagePDQ", pdq(2).upper(), "Received"),
        item("ImagePDQ", pdq(3), "Withdrawn"),
        item("VideoMD5", md5(4), "Deleted"),
        item("Text", "made up", "Active"),
        item("ImagePDQ", pdq(6), "Sleeping"),
    ]
    pages = [
        {"count": 6, "nextPageToken": "t", "hasMoreRecords": True, "hashRecords": first},
        {"count": 3, "nextPageToken": "", "hasMoreRecords": False,
         "hashRecords": [item("VideoTMK", "AAAA", "Active"), item("ImagePDQ", "0" * 32, "Active")]},
    ]
    tmk = hashlib.sha256(b"AAAA").hexdigest()
    time = "updated=2024-01-31T10:20:30Z"
    yield "sample.json", "\n".join(json.dumps(page) for page in pages), [
        record(f"pdq:{pdq(1)}", f"pdq:{pdq(1)}", "state=confirmed", time),
        record(f"pdq:{pdq(2)}", f"pdq:{pdq(2)}", "state=proposed Received", time),
        record(f"pdq:{pdq(3)}", f"pdq:{pdq(3)}", "state=withdrawn Withdrawn", time),
        record(f"md5:{md5(4)}", f"md5:{md5(4)}", "state=withdrawn Deleted", time),
        record(f"tmk:sha256:{tmk}", "tmk:AAAA", "state=confirmed", time),
        refused("record 5", "expected a kind of hash that is kept, found 'Text'"),
        refused("record 6", "hashStatus: expected Received, Active, Withdrawn or Deleted, found 'Sleeping'"),
        refused("record 8", digits("hashValue", 64, 32)),
        warning("the file announces 3 records and has 2: part of it may be missing"),
    ]
    last = {"count": 1, "hasMoreRecords": "true", "hashRecords": first[:1]}
    yield "more-pages.json", json.dumps(last), [
        record(f"pdq:{pdq(1)}", f"pdq:{pdq(1)}", "state=confirmed", time),
        warning("more pages follow: this file is not the whole list"),
    ]


def threatexchange():
    page = {
        "data": [
            {"id": "1", "raw_indicator": pdq(1), "type": "HASH_PDQ", "owner": {"id": "9", "name": "made up"},
             "status": "MALICIOUS", "tags": {"data": [{"id": "5", "text": "site-a"}]},
             "added_on": "2024-01-31T10:20:30+0000", "confidence": 90,
             "reactions": [{"key": "DISAGREE_WITH_TAGS", "value": "9"}]},
            {"id": 2, "indicator": {"id": "3", "indicator": md5(2), "type": "HASH_MD5"}, "status": "UNKNOWN",
             "tags": ["site-b", "site-c"]},
            {"id": "3", "raw_indicator": pdq(3), "type": "HASH_PDQ", "status": "NON_MALICIOUS"},
            {"id": "4", "raw_indicator": pdq(4), "type": "HASH_PDQ", "status": "MALICIOUS", "should_delete": True},
            {"id": "5", "raw_indicator": "made up", "type": "DOMAIN"},
            {"id": "6", "raw_indicator": photodna(6), "type": "HASH_PHOTODNA"},
            {"id": "7", "raw_indicator": "0" * 32, "type": "HASH_PDQ"},
        ],
        "paging": {"cursors": {"after": "x"}, "next": "more"},
    }
    yield "sample.json", json.dumps(page, indent=2), [
        record("1", f"pdq:{pdq(1)}", "label=threatexchange:site-a", "state=confirmed", "updated=2024-01-31T10:20:30Z"),
        record("2", f"md5:{md5(2)}", "label=threatexchange:site-b", "label=threatexchange:site-c",
               "state=proposed UNKNOWN"),
        record("3", f"pdq:{pdq(3)}", "state=proposed NON_MALICIOUS"),
        record("4", f"pdq:{pdq(4)}", "state=withdrawn should_delete"),
        record("6", f"photodna:{photodna(6)}"),
        refused("record 5", "expected a kind of hash that is kept, found 'DOMAIN'"),
        refused("record 7", digits("raw_indicator", 64, 32)),
        warning("more pages follow: this file is not the whole list"),
    ]


def tx():
    text = (
        f"pdq {pdq(1)}\nvideo_md5 {md5(2)}\n{pdq(3)}\nraw_text made up\nphotodna {photodna(5)}\npdq 123\n"
        f"{md5(7)}\n"
    )
    photo = hashlib.sha256(photodna(5).encode()).hexdigest()
    yield "sample.txt", text, [
        record(f"pdq:{pdq(1)}", f"pdq:{pdq(1)}"),
        record(f"md5:{md5(2)}", f"md5:{md5(2)}"),
        record(f"pdq:{pdq(3)}", f"pdq:{pdq(3)}"),
        record(f"photodna:sha256:{photo}", f"photodna:{photodna(5)}"),
        record(f"md5:{md5(7)}", f"md5:{md5(7)}"),
        refused("line 4", "expected a kind of hash that is kept, found 'raw_text'"),
        refused("line 6", digits("pdq", 64, 3)),
    ]


def te():
    text = (
        f'{pdq(1)},1001,2024-01-31T10:20:30Z,"site-a site-b"\n{md5(2)},1002,2024-01-31T10:20:30+0000,\n'
        f"made up,1003,,\n{EMPTY_MD5},1004,,\n"
    )
    time = "updated=2024-01-31T10:20:30Z"
    yield "sample.te", text, [
        record("1001", f"pdq:{pdq(1)}", "label=threatexchange:site-a", "label=threatexchange:site-b", time),
        record("1002", f"md5:{md5(2)}", time),
        refused("line 3", "indicator: expected a hash, found 'made up'"),
        refused("line 4", empty_file("md5")),
    ]


def tat():
    items = [
        {"id": 1, "hash_digest": md5(1), "algorithm": "MD5", "ideology": "x1", "file_type": "a", "deleted": False,
         "created_on": "2024-01-30", "updated_on": "2024-01-31T10:20:30.5Z"},
        {"id": 2, "hash_digest": pdq(2), "algorithm": "PDQ", "ideology": "", "deleted": "False"},
        {"id": 3, "hash_digest": sha256(3), "algorithm": "SHA-256", "deleted": "True"},
        {"id": 4, "hash_digest": EMPTY_SHA256, "algorithm": "sha256"},
        {"id": 5, "hash_digest": md5(5)},
        "made up",
        {"id": 7, "hash_digest": md5(7), "algorithm": "md5", "id ": 0, "hash_digest\u0000": 1},
    ]
    yield "sample.json", json.dumps(items), [
        record("1", f"md5:{md5(1)}", "label=tat:x1", "updated=2024-01-31T10:20:30Z"),
        record("2", f"pdq:{pdq(2)}"),
        record("3", f"sha256:{sha256(3)}", "state=withdrawn deleted"),
        record("7", f"md5:{md5(7)}"),
        refused("record 4", empty_file("sha256")),
        refused("record 5", "expected the field algorithm, found none"),
        refused("record 6", "record: expected an object, found a value"),
    ]


def jsonl():
    lines = [
        {"format": "matchd-list", "version": 1},
        {"id": "e/1", "list": "own", "hashes": [f"pdq:{pdq(1)}"], "digests": [f"md5:{md5(1)}", f"sha1:{sha1(1)}"],
         "foreign": [{"kind": "photodna", "value": photodna(1)}],
         "labels": [{"scheme": "site", "version": "2", "code": "a", "jurisdiction": "fr"}, {"code": "review"}],
         "state": "disputed", "state_word": "objection", "updated": "2024-01-31T10:20:30Z"},
        {"id": "e/2", "state": "withdrawn"},
        {"id": "e/3", "hashes": ["12"], "digests": [f"md5:{md5(3)}"]},
        {"id": "e/4", "hashes": [f"pdq:{pdq(4)}"], "state": "gone"},
    ]
    yield "sample.jsonl", "".join(json.dumps(line) + "\n" for line in lines), [
        record("e/1", "list=own", f"pdq:{pdq(1)}", f"md5:{md5(1)}", f"sha1:{sha1(1)}", f"photodna:{photodna(1)}",
               "label=site/2:a@fr", "label=review", "state=disputed objection", "updated=2024-01-31T10:20:30Z"),
        record("e/2", "state=withdrawn"),
        record("e/3", f"md5:{md5(3)}"),
        refused("record 4", "hashes: expected a kind and a hash, found something else"),
        refused("record 5", "state: expected confirmed, proposed, disputed, withdrawn, found 'gone'"),
    ]
    newer = [{"format": "matchd-list", "version": 2}]
    yield "newer.jsonl", json.dumps(newer[0]), [
        "error\tbyte 0: expected version 1 of matchd-list, found '2'"
    ]


SAMPLES = {
    "text": text_lines, "csv": csv, "digests": digest_lines, "hashdeep": hashdeep, "nsrl": nsrl, "ncmec": ncmec,
    "vics": vics, "icse": icse, "stopncii": stopncii, "threatexchange": threatexchange, "tx": tx, "te": te,
    "tat": tat, "jsonl": jsonl,
}


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, samples in SAMPLES.items():
        folder = TARGET / name
        folder.mkdir(parents=True)
        for file, content, expected in samples():
            content = content if isinstance(content, bytes) else content.encode()
            (folder / file).write_bytes(content)
            (folder / f"{file}.expected").write_text("".join(line + "\n" for line in expected))


if __name__ == "__main__":
    main()
