package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * Something that only this installation knows; it never shows in logs.
 *
 * @param value 64 hexadecimal digits
 */
@MappedEntity("secret")
record Secret(@Id String name, String value) {
  @Override
  public String toString() {
    return "secret " + name;
  }
}
