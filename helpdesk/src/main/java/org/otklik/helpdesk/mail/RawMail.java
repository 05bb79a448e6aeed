package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** The bytes of a small message. */
@MappedEntity("raw_mail")
record RawMail(@Id long mailId, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}
