-- Ids are assigned by the program, 64 bits, ordered by time. Instants are UTC to the microsecond.
-- What the application's account may do with each table is granted after every migration, from one
-- list in code; history it can read and add to, nothing else.

-- Each start of a program takes the next number: part of the ids that it assigns.
CREATE SEQUENCE node_number MINVALUE 0 START 0 MAXVALUE 1023 CYCLE CACHE 1;

-- Gaps are allowed; order of numbers is order of registration, roughly.
CREATE SEQUENCE ticket_number START 1001 CACHE 100;

CREATE TABLE calendar (
  id         BIGINT       NOT NULL PRIMARY KEY,
  name       VARCHAR(100) NOT NULL UNIQUE,
  definition MEDIUMTEXT   NOT NULL COMMENT 'YAML, as docs/calendars.md says',
  version    BIGINT       NOT NULL
);

CREATE TABLE plan (
  id                  BIGINT       NOT NULL PRIMARY KEY,
  name                VARCHAR(100) NOT NULL,
  revision            INT          NOT NULL COMMENT 'plans are never changed, only revised',
  first_response      VARCHAR(16)  NOT NULL COMMENT 'a term: 1bd, 5wh',
  convention          VARCHAR(10)  NOT NULL COMMENT 'CIVIL or WORKING days',
  notice_before       VARCHAR(16)  NOT NULL,
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
  version         BIGINT       NOT NULL,
  KEY (name, id)
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

CREATE TABLE mailbox (
  id      BIGINT       NOT NULL PRIMARY KEY,
  name    VARCHAR(100) NOT NULL UNIQUE,
  address VARCHAR(320) NOT NULL
);

-- Every message that a mailbox ever gave us, and what became of it. Conservation: the sum over the
-- outcomes is the number of rows.
CREATE TABLE mail (
  id             BIGINT        NOT NULL PRIMARY KEY,
  mailbox_id     BIGINT        NOT NULL REFERENCES mailbox (id),
  uid_validity   BIGINT        NOT NULL,
  uid            BIGINT        NOT NULL,
  sha256         CHAR(64) CHARACTER SET ascii    NOT NULL COMMENT 'of the raw bytes',
  size           BIGINT        NOT NULL,
  arrived_at     DATETIME(6)   NOT NULL COMMENT 'by the mail server',
  kept_at        DATETIME(6)   NOT NULL,
  outcome        VARCHAR(12)   NOT NULL,
  attempts       INT           NOT NULL,
  reason         VARCHAR(64)   NULL COMMENT 'key of the words that say why',
  reason_detail  VARCHAR(500)  NULL,
  message_id     VARCHAR(500)  NULL,
  sender         VARCHAR(320)  NULL COMMENT 'in normal form',
  sender_name    VARCHAR(200)  NULL,
  subject        VARCHAR(500)  NULL,
  content_sha256 CHAR(64) CHARACTER SET ascii    NULL COMMENT 'of what the message says, without its envelope',
  original       CHAR(64) CHARACTER SET ascii    NULL COMMENT 'the raw hash, unless a duplicate: nothing counts twice',
  client_id      BIGINT        NULL REFERENCES client (id),
  ticket_id      BIGINT        NULL,
  decided_at     DATETIME(6)   NULL,
  told_at        DATETIME(6)   NULL COMMENT 'when the mailbox was marked accordingly',
  UNIQUE (mailbox_id, uid_validity, uid),
  UNIQUE (original),
  KEY untold (mailbox_id, uid_validity, told_at, uid),
  KEY by_outcome (outcome, id),
  KEY by_message_id (message_id(190))
) COLLATE utf8mb4_bin;

-- The bytes of small messages; those of large ones lie in object storage under their hash.
CREATE TABLE raw_mail (
  mail_id BIGINT   NOT NULL PRIMARY KEY REFERENCES mail (id),
  content LONGBLOB NOT NULL
);

CREATE TABLE ticket (
  id             BIGINT       NOT NULL PRIMARY KEY,
  number         BIGINT       NOT NULL UNIQUE,
  client_id      BIGINT       NOT NULL REFERENCES client (id),
  requester_id   BIGINT       NOT NULL REFERENCES staff (id),
  plan_id        BIGINT       NOT NULL REFERENCES plan (id),
  subject        VARCHAR(500) NOT NULL,
  state          VARCHAR(24)  NOT NULL,
  channel        VARCHAR(8)   NOT NULL COMMENT 'MAIL, CABINET, HOTLINE, API',
  responsible_id BIGINT       NULL REFERENCES operator (id),
  arrived_at     DATETIME(6)  NOT NULL,
  registered_at  DATETIME(6)  NOT NULL,
  next_due_at    DATETIME(6)  NOT NULL COMMENT 'of its earliest unfulfilled deadline, breached or not; year 9999 when none',
  version        BIGINT       NOT NULL,
  KEY queue (next_due_at, id),
  KEY queue_of (responsible_id, next_due_at, id),
  KEY queue_client (client_id, next_due_at, id)
);

CREATE TABLE comment (
  id          BIGINT       NOT NULL PRIMARY KEY,
  ticket_id   BIGINT       NOT NULL REFERENCES ticket (id),
  kind        VARCHAR(10)  NOT NULL COMMENT 'REQUEST, REPLY, ANSWER, NOTE',
  author_kind VARCHAR(8)   NOT NULL COMMENT 'STAFF, OPERATOR, PROGRAM',
  author_id   BIGINT       NULL,
  author_name VARCHAR(200) NOT NULL,
  text        MEDIUMTEXT   NOT NULL COMMENT 'what is new in it',
  quoted      MEDIUMTEXT   NOT NULL COMMENT 'the folded tail',
  mail_id     BIGINT       NULL REFERENCES mail (id),
  written_at  DATETIME(6)  NOT NULL,
  KEY (ticket_id, id)
);

-- The bytes are read from the raw message on demand.
CREATE TABLE attachment (
  id         BIGINT       NOT NULL PRIMARY KEY,
  ticket_id  BIGINT       NOT NULL REFERENCES ticket (id),
  comment_id BIGINT       NOT NULL REFERENCES comment (id),
  mail_id    BIGINT       NOT NULL REFERENCES mail (id),
  part       INT          NOT NULL,
  name       VARCHAR(255) NOT NULL,
  type       VARCHAR(255) NOT NULL,
  size       BIGINT       NOT NULL,
  sha256     CHAR(64) CHARACTER SET ascii   NOT NULL,
  inlined    BOOLEAN      NOT NULL,
  KEY (ticket_id, id)
);

CREATE TABLE deadline (
  id           BIGINT      NOT NULL PRIMARY KEY,
  ticket_id    BIGINT      NOT NULL REFERENCES ticket (id),
  kind         VARCHAR(16) NOT NULL,
  owner        VARCHAR(8)  NOT NULL COMMENT 'PROVIDER or CLIENT',
  started_at   DATETIME(6) NOT NULL,
  notice_at    DATETIME(6) NOT NULL,
  due_at       DATETIME(6) NOT NULL,
  provisional  BOOLEAN     NOT NULL,
  outcome      VARCHAR(10) NOT NULL COMMENT 'OPEN, MET, BREACHED, MOVED, WAIVED',
  fulfilled_at DATETIME(6) NULL COMMENT 'also after a breach',
  version      BIGINT      NOT NULL,
  KEY due (outcome, due_at, id),
  KEY (ticket_id)
);

CREATE TABLE history (
  id         BIGINT       NOT NULL PRIMARY KEY,
  ticket_id  BIGINT       NOT NULL REFERENCES ticket (id),
  at         DATETIME(6)  NOT NULL,
  actor_kind VARCHAR(8)   NOT NULL,
  actor_id   BIGINT       NULL,
  actor_name VARCHAR(200) NOT NULL,
  act        VARCHAR(32)  NOT NULL,
  was        VARCHAR(500) NULL,
  became     VARCHAR(500) NULL,
  KEY (ticket_id, id)
);

CREATE TABLE outbox (
  id             BIGINT       NOT NULL PRIMARY KEY,
  purpose        VARCHAR(24)  NOT NULL,
  recipient      VARCHAR(320) NOT NULL,
  subject        VARCHAR(998) NOT NULL,
  body           MEDIUMTEXT   NOT NULL,
  message_id     VARCHAR(255) CHARACTER SET ascii NOT NULL UNIQUE COMMENT 'chosen before the first try',
  in_reply_to    VARCHAR(500) NULL,
  thread         TEXT         NULL COMMENT 'References, oldest first, space between',
  automatic      BOOLEAN      NOT NULL,
  ticket_id      BIGINT       NULL REFERENCES ticket (id),
  mail_id        BIGINT       NULL COMMENT 'what caused it' REFERENCES mail (id),
  carries_mail   BOOLEAN      NOT NULL COMMENT 'the causing message goes along, whole',
  state          VARCHAR(8)   NOT NULL COMMENT 'WAITING, SENT, FAILED',
  attempts       INT          NOT NULL,
  next_try_at    DATETIME(6)  NOT NULL,
  problem        VARCHAR(500) NULL,
  created_at     DATETIME(6)  NOT NULL,
  sent_at        DATETIME(6)  NULL,
  KEY to_send (state, next_try_at, id),
  KEY (ticket_id),
  KEY (mail_id)
);
