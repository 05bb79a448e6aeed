-- Ids are assigned by the program, 64 bits, ordered by time. Instants are UTC to the microsecond.
-- What the application's account may do with each table is granted after every migration, from one
-- list in code; history it can read and add to, nothing else.

-- Each start of a program takes the next number: part of the ids that it assigns.
CREATE SEQUENCE node_number MINVALUE 0 START 0 MAXVALUE 1023 CYCLE CACHE 1;

-- Gaps are allowed; order of numbers is order of registration, roughly.
CREATE SEQUENCE ticket_number START 1001 CACHE 100;

CREATE TABLE calendar (
  id         BIGINT       NOT NULL PRIMARY KEY,
  name       VARCHAR(100) NOT NULL UNIQUE COMMENT 'as the definition says',
  purpose    VARCHAR(16)  NULL UNIQUE COMMENT 'provider: of clients that are given no other',
  definition MEDIUMTEXT   NOT NULL COMMENT 'YAML, as docs/calendars.md says',
  version    BIGINT       NOT NULL
);

-- Every version that a calendar ever had: an edit moves deadlines, and one can see why.
CREATE TABLE calendar_revision (
  calendar_id BIGINT       NOT NULL REFERENCES calendar (id),
  version     BIGINT       NOT NULL,
  definition  MEDIUMTEXT   NOT NULL,
  at          DATETIME(6)  NOT NULL,
  actor_kind  VARCHAR(8)   NOT NULL,
  actor_id    BIGINT       NULL,
  actor_name  VARCHAR(200) NOT NULL,
  PRIMARY KEY (calendar_id, version)
);

CREATE TABLE plan (
  id         BIGINT       NOT NULL PRIMARY KEY,
  name       VARCHAR(100) NOT NULL,
  revision   INT          NOT NULL COMMENT 'plans are never changed, only revised',
  definition MEDIUMTEXT   NOT NULL COMMENT 'YAML, as docs/plans.md says',
  saved_at   DATETIME(6)  NOT NULL,
  saved_by   BIGINT       NULL COMMENT 'the operator; null when the program brought it',
  UNIQUE (name, revision)
);

CREATE TABLE operator (
  id            BIGINT       NOT NULL PRIMARY KEY,
  login         VARCHAR(64)  NOT NULL UNIQUE,
  name          VARCHAR(200) NOT NULL,
  email         VARCHAR(320) NOT NULL,
  role          VARCHAR(16)  NOT NULL COMMENT 'OPERATOR, SUPERVISOR, ADMINISTRATOR',
  language      CHAR(2)      NOT NULL,
  password_hash VARCHAR(200) NOT NULL COMMENT 'Argon2id, PHC string',
  active        BOOLEAN      NOT NULL,
  failed_sign_ins INT        NOT NULL DEFAULT 0,
  locked_until  DATETIME(6)  NULL,
  extension     VARCHAR(15) CHARACTER SET ascii NULL UNIQUE COMMENT 'their telephone at the PBX, digits',
  version       BIGINT       NOT NULL
);

CREATE TABLE api_token (
  id          BIGINT       NOT NULL PRIMARY KEY,
  operator_id BIGINT       NOT NULL REFERENCES operator (id),
  name        VARCHAR(100) NOT NULL,
  token_hash  CHAR(64) CHARACTER SET ascii   NOT NULL UNIQUE COMMENT 'SHA-256; the token itself is never kept',
  created_at  DATETIME(6)  NOT NULL,
  revoked_at  DATETIME(6)  NULL
);

CREATE TABLE sign_in (
  token_hash  CHAR(64) CHARACTER SET ascii  NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
  operator_id BIGINT      NOT NULL REFERENCES operator (id),
  csrf_token  VARCHAR(64) NOT NULL,
  created_at  DATETIME(6) NOT NULL,
  seen_at     DATETIME(6) NOT NULL,
  expires_at  DATETIME(6) NOT NULL,
  KEY (expires_at)
);

CREATE TABLE client (
  id              BIGINT       NOT NULL PRIMARY KEY,
  name            VARCHAR(200) NOT NULL,
  contract_number VARCHAR(64)  NOT NULL,
  contract_date   DATE         NOT NULL,
  contract_start  DATE         NOT NULL,
  contract_end    DATE         NOT NULL COMMENT 'the last day in force',
  address         VARCHAR(320) NOT NULL COMMENT 'mail of unregistered senders goes here',
  language        CHAR(2)      NOT NULL,
  responsible_id  BIGINT       NULL REFERENCES operator (id),
  plan_id         BIGINT       NOT NULL REFERENCES plan (id),
  calendar_id     BIGINT       NOT NULL REFERENCES calendar (id),
  region          CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'of phone numbers without a country code, ISO 3166',
  version         BIGINT       NOT NULL,
  KEY (name, id)
);

-- A part of the supported product, and its releases.
CREATE TABLE component (
  id      BIGINT       NOT NULL PRIMARY KEY,
  name    VARCHAR(200) NOT NULL UNIQUE,
  version BIGINT       NOT NULL
);

CREATE TABLE component_release (
  id           BIGINT       NOT NULL PRIMARY KEY,
  component_id BIGINT       NOT NULL REFERENCES component (id),
  name         VARCHAR(100) NOT NULL,
  kind         VARCHAR(12)  NOT NULL COMMENT 'SCHEDULED, UNSCHEDULED',
  planned_on   DATE         NOT NULL,
  shipped_at   DATETIME(6)  NULL,
  cancelled    BOOLEAN      NOT NULL,
  moves        INT          NOT NULL COMMENT 'how often its planned day was moved',
  version      BIGINT       NOT NULL,
  UNIQUE (component_id, name)
);

CREATE TABLE client_component (
  client_id    BIGINT NOT NULL REFERENCES client (id),
  component_id BIGINT NOT NULL REFERENCES component (id),
  PRIMARY KEY (client_id, component_id),
  KEY (component_id)
);

CREATE TABLE warranty (
  id           BIGINT NOT NULL PRIMARY KEY,
  client_id    BIGINT NOT NULL REFERENCES client (id),
  component_id BIGINT NOT NULL REFERENCES component (id),
  starts_on    DATE   NOT NULL,
  ends_on      DATE   NOT NULL COMMENT 'the last day, at most 12 months after the first',
  KEY (client_id)
);

-- While an operator is away, their deputy is told in their place.
CREATE TABLE absence (
  id          BIGINT      NOT NULL PRIMARY KEY,
  operator_id BIGINT      NOT NULL REFERENCES operator (id),
  deputy_id   BIGINT      NULL REFERENCES operator (id),
  from_at     DATETIME(6) NOT NULL,
  until_at    DATETIME(6) NOT NULL,
  KEY (operator_id, until_at)
);

-- One client a domain is the rule; the key allows two, so that a clash can be seen and held.
CREATE TABLE client_domain (
  domain    VARCHAR(253) CHARACTER SET ascii NOT NULL,
  client_id BIGINT       NOT NULL REFERENCES client (id),
  PRIMARY KEY (domain, client_id),
  KEY (client_id)
);

CREATE TABLE staff (
  id        BIGINT       NOT NULL PRIMARY KEY,
  client_id BIGINT       NOT NULL REFERENCES client (id),
  name      VARCHAR(200) NOT NULL,
  role      VARCHAR(8)   NOT NULL COMMENT 'MAIN, FULL, LIMITED',
  active    BOOLEAN      NOT NULL,
  version   BIGINT       NOT NULL,
  KEY (client_id, name)
);

CREATE TABLE staff_address (
  address  VARCHAR(320) NOT NULL PRIMARY KEY COMMENT 'in normal form',
  staff_id BIGINT       NOT NULL REFERENCES staff (id),
  KEY (staff_id)
) COLLATE utf8mb4_bin;

-- Phone numbers in E.164. Several people, and several clients, may share one: all are shown then.
CREATE TABLE client_phone (
  phone     VARCHAR(16) CHARACTER SET ascii NOT NULL,
  client_id BIGINT      NOT NULL REFERENCES client (id),
  PRIMARY KEY (phone, client_id),
  KEY (client_id)
);

CREATE TABLE staff_phone (
  phone    VARCHAR(16) CHARACTER SET ascii NOT NULL,
  staff_id BIGINT      NOT NULL REFERENCES staff (id),
  PRIMARY KEY (phone, staff_id),
  KEY (staff_id)
);

CREATE TABLE mailbox (
  id      BIGINT       NOT NULL PRIMARY KEY,
  name    VARCHAR(100) NOT NULL UNIQUE,
  address VARCHAR(320) NOT NULL
);

-- Every message that a mailbox ever gave us, byte for byte; the application can only add to it. The
-- bytes of large ones lie in object storage under their hash.
CREATE TABLE kept_mail (
  id             BIGINT        NOT NULL PRIMARY KEY,
  mailbox_id     BIGINT        NOT NULL REFERENCES mailbox (id),
  uid_validity   BIGINT        NOT NULL,
  uid            BIGINT        NOT NULL,
  sha256         CHAR(64) CHARACTER SET ascii    NOT NULL COMMENT 'of the raw bytes',
  size           BIGINT        NOT NULL,
  arrived_at     DATETIME(6)   NOT NULL COMMENT 'by the mail server',
  kept_at        DATETIME(6)   NOT NULL,
  content        LONGBLOB      NULL COMMENT 'null when it lies in object storage',
  UNIQUE (mailbox_id, uid_validity, uid)
);

-- Where mail lies that may not be decided yet: a row for each batch that was kept, gone as soon as all
-- of it is decided. Which of it is, mail_undecided tells.
CREATE TABLE mail_pending (
  id             BIGINT        NOT NULL PRIMARY KEY,
  mailbox_id     BIGINT        NOT NULL,
  first_id       BIGINT        NOT NULL COMMENT 'of kept_mail',
  last_id        BIGINT        NOT NULL COMMENT 'mail of other mailboxes may lie between',
  mails          INT           NOT NULL COMMENT 'how many of this mailbox do',
  KEY of_mailbox (mailbox_id, first_id)
);

-- How often acting upon a message has failed.
CREATE TABLE mail_failure (
  mail_id        BIGINT        NOT NULL PRIMARY KEY,
  attempts       INT           NOT NULL
);

-- What became of a message; the key keeps it from being decided twice. Conservation: each kept message
-- stands either here or in mail_undecided.
CREATE TABLE mail_decision (
  mail_id        BIGINT        NOT NULL PRIMARY KEY REFERENCES kept_mail (id),
  outcome        VARCHAR(12)   NOT NULL,
  reason         VARCHAR(64)   NULL COMMENT 'key of the words that say why',
  reason_detail  VARCHAR(500)  NULL,
  message_id     VARCHAR(500)  NULL,
  message_key    BIGINT        NULL COMMENT '64 bits of a hash of message_id: what it is found by',
  sender         VARCHAR(320)  NULL COMMENT 'in normal form',
  sender_name    VARCHAR(200)  NULL,
  subject        VARCHAR(500)  NULL,
  content_sha256 CHAR(64) CHARACTER SET ascii    NULL COMMENT 'of what the message says, without its envelope',
  original       CHAR(64) CHARACTER SET ascii    NULL COMMENT 'the raw hash, unless a duplicate, history or shelved: nothing counts twice',
  client_id      BIGINT        NULL,
  ticket_id      BIGINT        NULL,
  decided_at     DATETIME(6)   NOT NULL,
  UNIQUE (original),
  KEY by_outcome (outcome, mail_id),
  KEY by_message_key (message_key)
) COLLATE utf8mb4_bin;

-- Decided, and the mailbox isn't marked accordingly yet: a row for each batch.
CREATE TABLE mail_untold (
  id             BIGINT        NOT NULL PRIMARY KEY,
  mailbox_id     BIGINT        NOT NULL,
  uid_validity   BIGINT        NOT NULL,
  uids           MEDIUMTEXT CHARACTER SET ascii NOT NULL COMMENT 'comma between',
  KEY of_mailbox (mailbox_id, uid_validity, id)
);

-- Kept and not decided yet. From the few batches that wait to their mail: left to itself, the server looks
-- through all mail there ever was.
CREATE SQL SECURITY INVOKER VIEW mail_undecided AS
SELECT DISTINCT k.id AS mail_id, k.mailbox_id, k.arrived_at
FROM mail_pending p
STRAIGHT_JOIN kept_mail k FORCE INDEX (PRIMARY)
  ON k.id BETWEEN p.first_id AND p.last_id AND k.mailbox_id = p.mailbox_id
LEFT JOIN mail_decision d ON d.mail_id = k.id
WHERE d.mail_id IS NULL;

-- Received mail and what became of it, without its bytes.
CREATE SQL SECURITY INVOKER VIEW mail AS
SELECT k.id, k.mailbox_id, k.uid_validity, k.uid, k.sha256, k.size, k.arrived_at, k.kept_at,
  COALESCE(d.outcome, 'PENDING') AS outcome, d.reason, d.reason_detail, d.message_id, d.sender,
  d.sender_name, d.subject, d.client_id, d.ticket_id, d.decided_at
FROM kept_mail k LEFT JOIN mail_decision d ON d.mail_id = k.id;

-- What one program at a time does for all on this database.
CREATE TABLE lease (
  what       VARCHAR(60) CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'mailbox/ID to read it, pbx/NAME to watch it',
  epoch      BIGINT       NOT NULL DEFAULT 0 COMMENT 'grows with each lease: who held an earlier one can keep nothing any more',
  holder     VARCHAR(100) NULL COMMENT 'the program that does it',
  held_until DATETIME(6)  NOT NULL DEFAULT '1970-01-02' COMMENT 'by the database''s clock',
  used       BIGINT       NOT NULL DEFAULT 0 COMMENT 'what was kept under it, ever'
) COLLATE utf8mb4_bin;

-- How a mailbox goes, and whether somebody has paused it: known to all programs on this database.
CREATE TABLE mailbox_run (
  mailbox_id      BIGINT       NOT NULL PRIMARY KEY REFERENCES mailbox (id),
  paused_at       DATETIME(6)  NULL,
  paused_by       VARCHAR(200) NULL,
  phase           VARCHAR(12)  NOT NULL DEFAULT 'STOPPED',
  last_success_at DATETIME(6)  NULL,
  next_try_at     DATETIME(6)  NULL,
  backlog         BIGINT       NOT NULL DEFAULT 0,
  idle            BOOLEAN      NOT NULL DEFAULT FALSE,
  problems        TEXT         NOT NULL DEFAULT ''
);

-- Folders that are to be read once, as history.
CREATE TABLE mailbox_import (
  mailbox_id   BIGINT       NOT NULL PRIMARY KEY REFERENCES mailbox (id),
  source       VARCHAR(100) NOT NULL COMMENT 'the configured mailbox',
  folder       VARCHAR(200) NOT NULL,
  since        DATE         NOT NULL,
  requested_at DATETIME(6)  NOT NULL,
  requested_by VARCHAR(200) NOT NULL,
  finished_at  DATETIME(6)  NULL,
  KEY (source, mailbox_id),
  KEY (finished_at)
);

-- How a PBX and its queue are, as the program says that watches it.
CREATE TABLE pbx_run (
  pbx           VARCHAR(32)  CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'its name in the configuration',
  phase         VARCHAR(12)  NOT NULL DEFAULT 'STOPPED',
  fault         VARCHAR(16)  NULL,
  detail        VARCHAR(500) NOT NULL DEFAULT '',
  since         DATETIME(6)  NULL,
  lag_millis    BIGINT       NULL COMMENT 'how long its last answer took',
  reconciled_at DATETIME(6)  NULL COMMENT 'when its ledger was read last',
  open_calls    INT          NOT NULL DEFAULT 0,
  recordings_away VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'why recordings can''t be fetched; empty while they can',
  queue_at      DATETIME(6)  NULL,
  waiting       TEXT         NOT NULL DEFAULT '' COMMENT 'Linkedids of callers, the next one first, a line each',
  members       TEXT         NOT NULL DEFAULT '' COMMENT 'operators at the queue, a line each'
) COLLATE utf8mb4_bin;

-- What happens at the hotline, for screens; only the last hour of it is kept. Who adds to it holds the
-- row that has the last id until the commit: so ids come to light in their order.
CREATE TABLE hotline_news (
  id        BIGINT       NOT NULL PRIMARY KEY,
  kind      VARCHAR(12)  NOT NULL COMMENT 'RINGS, ANSWERED, ENDED, CALLED_BACK, QUEUE',
  pbx       VARCHAR(32)  CHARACTER SET ascii NOT NULL,
  linkedid  VARCHAR(149) CHARACTER SET ascii NULL,
  extension VARCHAR(15)  CHARACTER SET ascii NULL,
  at        DATETIME(6)  NOT NULL,
  KEY (at)
) COLLATE utf8mb4_bin;
CREATE TABLE hotline_news_last (
  one TINYINT NOT NULL PRIMARY KEY,
  id  BIGINT  NOT NULL
);
INSERT INTO hotline_news_last (one, id) VALUES (1, 0);

-- Refresh tokens that came in the place of those that administrators entered.
CREATE TABLE refresh_token (
  first      CHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'hash of the token that was entered',
  sealed     TEXT CHARACTER SET ascii NOT NULL COMMENT 'AES-GCM by a key of the token that was entered',
  changed_at DATETIME(6)   NOT NULL
);

-- Mailboxes made in the console; those of the settings stand in files only. One that has ended
-- isn't read any more; what was read of it stays.
CREATE TABLE made_mailbox (
  mailbox_id           BIGINT        NOT NULL PRIMARY KEY REFERENCES mailbox (id),
  name                 VARCHAR(60)   NOT NULL,
  address              VARCHAR(320)  NOT NULL,
  client_id            BIGINT        NULL REFERENCES client (id),
  protocol             VARCHAR(8)    NOT NULL,
  host                 VARCHAR(255)  NOT NULL,
  port                 INT           NULL COMMENT 'null: the usual one',
  security             VARCHAR(8)    NOT NULL,
  user_name            VARCHAR(320)  NOT NULL,
  sign_in              VARCHAR(20)   NOT NULL COMMENT 'PASSWORD, CLIENT_CREDENTIALS, REFRESH_TOKEN',
  oauth_endpoint       VARCHAR(1000) NOT NULL,
  oauth_client_id      VARCHAR(500)  NOT NULL,
  oauth_scope          VARCHAR(1000) NOT NULL,
  oauth_secret_expires VARCHAR(10)   NOT NULL,
  folder               VARCHAR(200)  NOT NULL,
  since                VARCHAR(10)   NOT NULL,
  after_reading        VARCHAR(210)  NOT NULL,
  trust                VARCHAR(300)  NOT NULL,
  sealed               TEXT CHARACTER SET ascii NULL COMMENT 'what lets in: AES-GCM by a key of the setting otklik.sealing-key',
  ended_at             DATETIME(6)   NULL,
  version              BIGINT        NOT NULL
) COLLATE utf8mb4_bin;

-- What administrators did to mailboxes. Never changed.
CREATE TABLE mailbox_act (
  id            BIGINT       NOT NULL PRIMARY KEY,
  mailbox       VARCHAR(100) NOT NULL COMMENT 'its name',
  kind          VARCHAR(8)   NOT NULL COMMENT 'ADDED, CHANGED, REMOVED, PAUSED, RESUMED, IMPORT',
  said          VARCHAR(500) NOT NULL,
  operator_id   BIGINT       NOT NULL,
  operator_name VARCHAR(200) NOT NULL,
  at            DATETIME(6)  NOT NULL,
  KEY (mailbox, id)
);

-- Rows that tickets only ever name, and nobody deletes, are no foreign keys: each would bring an
-- index of its own that no query asks for, on the busiest table.
CREATE TABLE ticket (
  id               BIGINT       NOT NULL PRIMARY KEY,
  number           BIGINT       NOT NULL UNIQUE,
  client_id        BIGINT       NOT NULL REFERENCES client (id),
  requester_id     BIGINT       NOT NULL COMMENT 'of staff',
  plan_id          BIGINT       NOT NULL COMMENT 'of plan',
  subject          VARCHAR(500) NOT NULL,
  state            VARCHAR(24)  NOT NULL,
  channel          VARCHAR(8)   NOT NULL COMMENT 'MAIL, CABINET, HOTLINE, API',
  responsible_id   BIGINT       NULL REFERENCES operator (id),
  arrived_at       DATETIME(6)  NOT NULL,
  registered_at    DATETIME(6)  NOT NULL,
  category         VARCHAR(12)  NULL,
  priority         VARCHAR(8)   NULL,
  warranty         BOOLEAN      NOT NULL,
  component_id     BIGINT       NULL REFERENCES component (id),
  analysed_at      DATETIME(6)  NULL,
  planned_at       DATETIME(6)  NULL,
  release_id       BIGINT       NULL COMMENT 'of component_release',
  called_at        DATETIME(6)  NULL,
  vain_half_days   INT          NOT NULL COMMENT 'on how many half-days they were called in vain',
  solved_at        DATETIME(6)  NULL,
  closed_at        DATETIME(6)  NULL,
  closed_because   VARCHAR(12)  NULL,
  merged_into      BIGINT       NULL COMMENT 'of ticket',
  closing_proposed BOOLEAN      NOT NULL,
  best_effort      BOOLEAN      NOT NULL COMMENT 'the client broke a term: later terms of the provider do not count',
  next_due_at      DATETIME(6)  NOT NULL COMMENT 'of its earliest unfulfilled deadline, breached or not; year 9999 when none',
  history_length   INT          NOT NULL,
  history_hash     CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the last entry of its history',
  version          BIGINT       NOT NULL,
  KEY queue (next_due_at, id),
  KEY queue_of (responsible_id, next_due_at, id),
  KEY queue_client (client_id, next_due_at, id)
);

-- What a ticket is to another one of the same client.
CREATE TABLE ticket_link (
  id        BIGINT      NOT NULL PRIMARY KEY,
  ticket_id BIGINT      NOT NULL REFERENCES ticket (id),
  other_id  BIGINT      NOT NULL REFERENCES ticket (id),
  kind      VARCHAR(12) NOT NULL COMMENT 'RELATED, CONTINUES, DUPLICATE_OF, SPLIT_FROM',
  KEY (ticket_id),
  KEY (other_id)
);

CREATE TABLE comment (
  id          BIGINT       NOT NULL PRIMARY KEY,
  ticket_id   BIGINT       NOT NULL REFERENCES ticket (id),
  kind        VARCHAR(10)  NOT NULL COMMENT 'REQUEST, REPLY, ANSWER, QUESTION, SOLUTION, REMARKS, NOTICE, CALL, NOTE',
  author_kind VARCHAR(8)   NOT NULL COMMENT 'STAFF, OPERATOR, PROGRAM',
  author_id   BIGINT       NULL,
  author_name VARCHAR(200) NOT NULL,
  text        MEDIUMTEXT   NOT NULL COMMENT 'what is new in it',
  quoted      INT          NOT NULL COMMENT 'characters folded away, which only the raw mail has',
  salt        CHAR(32) CHARACTER SET ascii NOT NULL COMMENT 'of its digest in the history',
  mail_id     BIGINT       NULL COMMENT 'what it came by',
  written_at  DATETIME(6)  NOT NULL,
  KEY (ticket_id, id)
);

-- Whom colleagues put in copy of their mail, on their firm's list too: they take part in the ticket,
-- as those who wrote on it do.
CREATE TABLE ticket_participant (
  ticket_id BIGINT       NOT NULL,
  staff_id  BIGINT       NOT NULL,
  address   VARCHAR(320) NOT NULL COMMENT 'at which they were in copy',
  PRIMARY KEY (ticket_id, staff_id)
) COLLATE utf8mb4_bin;

-- The bytes are read from the raw message on demand; of a file that an operator sent along they lie
-- in object storage under their hash.
CREATE TABLE attachment (
  id         BIGINT       NOT NULL PRIMARY KEY,
  ticket_id  BIGINT       NOT NULL REFERENCES ticket (id),
  comment_id BIGINT       NOT NULL,
  mail_id    BIGINT       NULL COMMENT 'null: in object storage',
  part       INT          NOT NULL,
  name       VARCHAR(255) NOT NULL,
  type       VARCHAR(255) NOT NULL,
  size       BIGINT       NOT NULL,
  sha256     CHAR(64) CHARACTER SET ascii   NOT NULL,
  inlined    BOOLEAN      NOT NULL,
  KEY (ticket_id, id)
);

CREATE TABLE deadline (
  id               BIGINT       NOT NULL PRIMARY KEY,
  subject          VARCHAR(8)   NOT NULL COMMENT 'TICKET, CALL, CLIENT',
  subject_id       BIGINT       NOT NULL,
  kind             VARCHAR(16)  NOT NULL,
  owner            VARCHAR(8)   NOT NULL COMMENT 'PROVIDER or CLIENT',
  rule             VARCHAR(32)  NOT NULL COMMENT 'by which it is due: a term, a release, a date',
  started_at       DATETIME(6)  NOT NULL,
  notice_at        DATETIME(6)  NULL,
  due_at           DATETIME(6)  NULL COMMENT 'null while nothing says when',
  provisional      BOOLEAN      NOT NULL,
  outcome          VARCHAR(10)  NOT NULL COMMENT 'OPEN, MET, BREACHED, MOVED, WAIVED',
  fulfilled_at     DATETIME(6)  NULL COMMENT 'also after a breach',
  release_id       BIGINT       NULL COMMENT 'of component_release',
  step             INT          NOT NULL COMMENT '0 before its notice point, 1 warned, 2 passed, then escalation',
  wake_at          DATETIME(6)  NOT NULL COMMENT 'when it next wants attention; year 9999 for never',
  noticed          VARCHAR(8)   NOT NULL COMMENT 'NONE, IN_TIME, LATE',
  noticed_at       DATETIME(6)  NULL COMMENT 'when its owner first said that it will not be kept',
  best_effort      BOOLEAN      NOT NULL,
  excused          BOOLEAN      NOT NULL,
  cause            VARCHAR(500) NULL,
  moves            INT          NOT NULL,
  paused_at        DATETIME(6)  NULL,
  resumed_at       DATETIME(6)  NULL,
  remaining_micros BIGINT       NULL COMMENT 'working time that was left when it was resumed',
  version          BIGINT       NOT NULL,
  KEY wake (wake_at, id),
  KEY (subject_id),
  KEY by_due (outcome, due_at, id),
  KEY (release_id)
);

CREATE TABLE history (
  id         BIGINT       NOT NULL,
  ticket_id  BIGINT       NOT NULL REFERENCES ticket (id),
  seq        INT          NOT NULL,
  at         DATETIME(6)  NOT NULL,
  actor_kind VARCHAR(8)   NOT NULL,
  actor_id   BIGINT       NULL,
  act        VARCHAR(24)  NOT NULL,
  was        VARCHAR(500) NULL,
  became     VARCHAR(500) NULL,
  comment_id BIGINT       NULL,
  digest     CHAR(64) CHARACTER SET ascii NULL COMMENT 'of what was said, salted: it can be erased and the chain still holds',
  hash       CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of this entry and the hash before it',
  PRIMARY KEY (ticket_id, seq)
);

CREATE TABLE outbox (
  id             BIGINT       NOT NULL PRIMARY KEY,
  purpose        VARCHAR(24)  NOT NULL,
  recipient      VARCHAR(320) NOT NULL,
  subject        VARCHAR(998) NOT NULL,
  body           MEDIUMTEXT   NOT NULL,
  html           MEDIUMTEXT   NULL COMMENT 'by a template of its own; null: made from the text when sent',
  message_id     VARCHAR(255) CHARACTER SET ascii NOT NULL COMMENT 'chosen before the first try; begins with the id',
  in_reply_to    VARCHAR(500) NULL,
  thread         TEXT         NULL COMMENT 'References, oldest first, space between',
  automatic      BOOLEAN      NOT NULL,
  ticket_id      BIGINT       NULL REFERENCES ticket (id),
  mail_id        BIGINT       NULL COMMENT 'what caused it',
  carries_mail   BOOLEAN      NOT NULL COMMENT 'the causing message goes along, whole',
  comment_id     BIGINT       NULL COMMENT 'what was said: its files go along',
  released       BOOLEAN      NOT NULL COMMENT 'a person wants it sent: no cap keeps it back',
  state          VARCHAR(10)  NOT NULL COMMENT 'WAITING, SENT, FAILED, KEPT_BACK, DELAYED, BOUNCED',
  attempts       INT          NOT NULL,
  next_try_at    DATETIME(6)  NOT NULL,
  problem        VARCHAR(500) NULL,
  created_at     DATETIME(6)  NOT NULL,
  sent_at        DATETIME(6)  NULL,
  KEY to_send (state, next_try_at, id),
  KEY (ticket_id)
);

-- What only this installation knows: made once, never changed.
CREATE TABLE secret (
  name  VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY,
  value CHAR(64) CHARACTER SET ascii    NOT NULL COMMENT 'hexadecimal'
);

-- When automatic letters to clients went out, by recipient and by conversation: what caps are
-- counted by. Old rows are deleted.
CREATE TABLE letter_pace (
  about     VARCHAR(330) NOT NULL COMMENT 'to:ADDRESS or ticket:ID',
  at        DATETIME(6)  NOT NULL,
  letter_id BIGINT       NOT NULL,
  PRIMARY KEY (about, at, letter_id),
  KEY (at)
) COLLATE utf8mb4_bin;

-- What was let in lately from senders who write a lot, and only of those: what floods are told by,
-- whichever program lets it in. Old rows are deleted.
CREATE TABLE busy_sender (
  sender     VARCHAR(320) NOT NULL COMMENT 'in normal form',
  arrived_at DATETIME(6)  NOT NULL COMMENT 'by the mail server',
  mail_id    BIGINT       NOT NULL,
  noted_at   DATETIME(6)  NOT NULL,
  PRIMARY KEY (sender, arrived_at, mail_id),
  KEY (noted_at)
) COLLATE utf8mb4_bin;

-- Every version of a letter's words that a supervisor saved; the latest counts. Never changed.
CREATE TABLE letter_template (
  id         BIGINT       NOT NULL PRIMARY KEY,
  name       VARCHAR(40)  NOT NULL,
  language   CHAR(2)      NOT NULL,
  version    INT          NOT NULL,
  subject    VARCHAR(500) NULL COMMENT 'null: as the program brought it, from now on',
  body       MEDIUMTEXT   NULL,
  html       MEDIUMTEXT   NULL COMMENT 'null: made from the text',
  saved_at   DATETIME(6)  NOT NULL,
  saved_by   BIGINT       NOT NULL COMMENT 'of operator',
  saver_name VARCHAR(200) NOT NULL,
  UNIQUE (name, language, version)
);

-- What a form or program sent once, so that the same thing sent again is not done twice.
CREATE TABLE sent_once (
  digest CHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'SHA-256 of who, where, key and content',
  at     DATETIME(6) NOT NULL,
  KEY (at)
);

-- What operators decided about held mail. Never changed.
CREATE TABLE held_decision (
  id            BIGINT       NOT NULL PRIMARY KEY,
  mail_id       BIGINT       NOT NULL,
  act           VARCHAR(10)  NOT NULL COMMENT 'REGISTERED, FORWARDED, DISCARDED',
  was_reason    VARCHAR(64)  NULL COMMENT 'why it was held',
  was_detail    VARCHAR(500) NULL,
  said          VARCHAR(500) NOT NULL COMMENT 'why, where the operator had to say it',
  client_id     BIGINT       NULL,
  staff_id      BIGINT       NULL COMMENT 'as whose it was registered',
  ticket_id     BIGINT       NULL,
  operator_id   BIGINT       NOT NULL,
  operator_name VARCHAR(200) NOT NULL,
  at            DATETIME(6)  NOT NULL,
  KEY (mail_id)
);

-- Held too long, and the supervisors were told.
CREATE TABLE held_alarm (
  mail_id BIGINT      NOT NULL PRIMARY KEY,
  due_at  DATETIME(6) NOT NULL COMMENT 'until when somebody should have decided',
  at      DATETIME(6) NOT NULL
);

-- The record that a message went on to a client, and by which letter. Never changed.
CREATE TABLE forwarding (
  letter_id BIGINT       NOT NULL PRIMARY KEY COMMENT 'of outbox',
  mail_id   BIGINT       NOT NULL,
  recipient VARCHAR(320) NOT NULL,
  KEY (mail_id)
);

-- Calls to the hotline, each once, from the moment that we hear of it.
CREATE TABLE hotline_call (
  id               BIGINT       NOT NULL PRIMARY KEY,
  pbx              VARCHAR(32) CHARACTER SET ascii   NOT NULL,
  linkedid         VARCHAR(149) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of all channels of the call',
  caller           VARCHAR(16) CHARACTER SET ascii   NULL COMMENT 'E.164; null: withheld',
  shown_name       VARCHAR(60)  NOT NULL COMMENT 'as the caller''s side states it: never to be trusted',
  shown_number     VARCHAR(60)  NOT NULL,
  matched          VARCHAR(8)   NOT NULL COMMENT 'STAFF, SHARED, FIRM, UNKNOWN, WITHHELD',
  client_id        BIGINT       NULL COMMENT 'where it is one client''s number',
  staff_id         BIGINT       NULL COMMENT 'where it is one person''s, or an operator said who it was',
  entered_at       DATETIME(6)  NOT NULL COMMENT 'by the PBX''s clock, like what follows',
  answered_at      DATETIME(6)  NULL,
  ended_at         DATETIME(6)  NULL,
  outcome          VARCHAR(12)  NULL COMMENT 'ANSWERED, ABANDONED, OVERFLOWED, OUT_OF_HOURS, CUT_OFF; null while it goes on',
  answered_by      VARCHAR(15) CHARACTER SET ascii   NULL COMMENT 'extension',
  operator_id      BIGINT       NULL COMMENT 'of operator: who picked up first',
  last_by          VARCHAR(15) CHARACTER SET ascii   NULL COMMENT 'extension, after transfers',
  last_operator_id BIGINT       NULL,
  left_waiting     BOOLEAN      NOT NULL COMMENT 'handed on, and nobody took it',
  recording        VARCHAR(200) CHARACTER SET ascii  NULL COMMENT 'the PBX''s file name',
  voice_message    BOOLEAN      NOT NULL COMMENT 'the recording is one',
  disposition      VARCHAR(16)  NOT NULL COMMENT 'OPEN, AWAITED, ON_THE_SPOT, FEEDBACK_OWED, BELONGS, NOT_A_REQUEST, UNDOCUMENTED, MISSED',
  dispose_by       DATETIME(6)  NULL COMMENT 'until when an operator is to say what came of it',
  disposed_at      DATETIME(6)  NULL,
  disposed_by_id   BIGINT       NULL COMMENT 'of operator; null for the program',
  said             VARCHAR(500) NOT NULL COMMENT 'why it was no request',
  ticket_id        BIGINT       NULL COMMENT 'of ticket',
  case_id          BIGINT       NULL COMMENT 'of call_case',
  known_at         DATETIME(6)  NOT NULL COMMENT 'when we first heard of it',
  version          BIGINT       NOT NULL,
  UNIQUE (pbx, linkedid),
  KEY by_time (entered_at, id),
  KEY awaited (disposition, dispose_by, id),
  KEY ongoing (outcome, entered_at, id),
  KEY (ticket_id),
  KEY (case_id)
);

-- What was recorded of calls, taken over from the PBX; the bytes lie in object storage.
CREATE TABLE recording (
  id          BIGINT       NOT NULL PRIMARY KEY,
  pbx         VARCHAR(32)  CHARACTER SET ascii NOT NULL,
  file_name   VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as the PBX names it, without a folder',
  state       VARCHAR(10)  NOT NULL COMMENT 'AWAITED, KEPT, EMPTY, TOO_LARGE, STRANGE, MISSING, ERASED',
  attempts    INT          NOT NULL,
  next_try_at DATETIME(6)  NOT NULL,
  sha256      CHAR(64) CHARACTER SET ascii NULL,
  size        BIGINT       NULL,
  taken_at    DATETIME(6)  NULL,
  UNIQUE (pbx, file_name),
  KEY due (state, next_try_at),
  KEY old (state, taken_at)
);

-- Whoever was not answered, by day: a second try joins what the first one became.
CREATE TABLE missed_caller (
  caller    VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'E.164',
  day       DATE        NOT NULL COMMENT 'in the zone of the client''s calendar',
  ticket_id BIGINT      NULL,
  case_id   BIGINT      NULL,
  PRIMARY KEY (caller, day)
);

-- A call back that is owed to somebody for whom there can be no ticket. Only the provider sees it.
CREATE TABLE call_case (
  id             BIGINT        NOT NULL PRIMARY KEY,
  caller         VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'E.164; null: withheld',
  client_id      BIGINT        NULL COMMENT 'whose number it is, if one client''s',
  contact        VARCHAR(1000) NOT NULL COMMENT 'whom to call how, and what about',
  responsible_id BIGINT        NULL COMMENT 'of operator',
  called_at      DATETIME(6)   NULL COMMENT 'when they were last called in vain',
  vain_half_days INT           NOT NULL COMMENT 'on how many half-days they were called in vain',
  opened_at      DATETIME(6)   NOT NULL,
  closed_at      DATETIME(6)   NULL,
  closed_because VARCHAR(12)   NULL COMMENT 'CALLED_BACK, UNREACHABLE, NO_NUMBER, REGISTERED',
  ticket_id      BIGINT        NULL COMMENT 'that it became',
  version        BIGINT        NOT NULL,
  KEY open_ones (closed_at, id)
);

-- What happened to call cases. Never changed.
CREATE TABLE call_case_entry (
  id         BIGINT        NOT NULL PRIMARY KEY,
  case_id    BIGINT        NOT NULL REFERENCES call_case (id),
  at         DATETIME(6)   NOT NULL,
  actor_kind VARCHAR(8)    NOT NULL,
  actor_id   BIGINT        NULL,
  actor_name VARCHAR(200)  NOT NULL,
  act        VARCHAR(16)   NOT NULL,
  text       TEXT          NOT NULL,
  KEY (case_id, id)
);

-- Calls from us, by the PBX: wished for, then made or not. Its id, base 36, is the PBX's name of it.
CREATE TABLE call_back (
  id             BIGINT       NOT NULL PRIMARY KEY,
  purpose        VARCHAR(14)  NOT NULL COMMENT 'FEEDBACK, CLARIFICATION',
  ticket_id      BIGINT       NULL,
  case_id        BIGINT       NULL,
  operator_id    BIGINT       NOT NULL COMMENT 'of operator',
  operator_name  VARCHAR(200) NOT NULL,
  extension      VARCHAR(15) CHARACTER SET ascii NOT NULL,
  number         VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'E.164',
  least_seconds  INT          NOT NULL COMMENT 'a call that is answered and shorter is one in vain',
  requested_at   DATETIME(6)  NOT NULL,
  pbx            VARCHAR(32) CHARACTER SET ascii NULL,
  outcome        VARCHAR(14)  NULL COMMENT 'ANSWERED, UNANSWERED, BUSY, UNREACHABLE, OPERATOR_AWAY, CUT_OFF, NOT_DIALLED; null while nobody knows',
  started_at     DATETIME(6)  NULL,
  ended_at       DATETIME(6)  NULL,
  talked_seconds INT          NULL,
  recording      VARCHAR(200) CHARACTER SET ascii NULL COMMENT 'the PBX''s file name',
  version        BIGINT       NOT NULL,
  KEY (ticket_id),
  KEY (case_id),
  KEY of_operator (operator_id, id),
  KEY unknown (outcome, requested_at)
);
