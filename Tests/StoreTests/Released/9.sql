-- A store as version 9 of the tables made it, with one record.
PRAGMA application_id = 1718906995;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('9');
-- Labels of surveys; the empty one is of records without.
CREATE TABLE surveys (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- Every record, as JSON. The subject is what it is about: an address and port, a host name, or
-- its own id. State: 0 outdated, 1 counts, 2 counts and is an FTP service.
CREATE TABLE stored (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  survey INTEGER NOT NULL,
  time INTEGER NOT NULL,
  state INTEGER NOT NULL,
  subject BLOB NOT NULL,
  id BLOB NOT NULL,
  json TEXT NOT NULL,
  urgency INTEGER NOT NULL DEFAULT 0,
  hostname TEXT NOT NULL DEFAULT '',
  service INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX stored_subjects ON stored (kind, subject, survey, id);
CREATE INDEX stored_counting ON stored (subject, kind)
  WHERE state > 0 AND kind IN ('service', 'name');
CREATE INDEX stored_times ON stored (survey, kind, time)
  WHERE state > 0 AND kind IN ('service', 'name');
CREATE INDEX stored_names ON stored (subject, survey, hostname, time, service, urgency)
  WHERE kind = 'service';
CREATE INDEX stored_urgencies ON stored (survey, urgency DESC) WHERE state = 2;

-- How often each answer to a topic came, of the records that count.
CREATE TABLE tallies (
  survey TEXT NOT NULL,
  topic TEXT NOT NULL,
  answer TEXT NOT NULL,
  detail TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (survey, topic, answer, detail)
) WITHOUT ROWID;

-- Who was counted, where each counts once.
CREATE TABLE members (
  survey TEXT NOT NULL,
  topic TEXT NOT NULL,
  answer TEXT NOT NULL,
  detail TEXT NOT NULL,
  member TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (survey, topic, answer, detail, member)
) WITHOUT ROWID;

-- How many services two surveys both found; each two once.
CREATE TABLE overlaps (
  survey TEXT NOT NULL,
  other TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (survey, other)
) WITHOUT ROWID;
CREATE INDEX overlaps_others ON overlaps (other);

-- The times of the records of a survey, in milliseconds since 1970.
CREATE TABLE spans (
  survey TEXT NOT NULL,
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (survey, kind)
) WITHOUT ROWID;

CREATE TABLE knowledge (kind TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, text))
  WITHOUT ROWID;
CREATE TABLE readings (
  survey TEXT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  lines INTEGER NOT NULL,
  malformed INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  problem TEXT NOT NULL,
  PRIMARY KEY (survey, kind, path)
) WITHOUT ROWID;
INSERT INTO surveys VALUES (1, 'first');
INSERT INTO stored VALUES (1, 'service', 1, 1795514400000, 2, X'C00002010015',
  X'0123456789ABCDEF0123456789ABCDEF', '{"record":"service","schema":1,"id":"0123456789abcdef0123456789abcdef","time":"2026-11-24T10:00:00.000Z","survey":"first","ip":"192.0.2.1","port":21,"hostname":null,"status":"ok","mode":"explicit","greeting_code":220}', 0, '', 1);
INSERT INTO tallies VALUES ('first', 'record', 'service', '', 1);
INSERT INTO tallies VALUES ('first', 'mode', 'explicit', '', 1);
INSERT INTO spans VALUES ('first', 'service', 1795514400000, 1795514400000);
