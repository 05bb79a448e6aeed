package org.otklik.helpdesk.client;

import java.util.Locale;

/** The languages in which the program speaks to people. */
public enum Language {
  RU,
  EN;

  public Locale locale() {
    return Locale.forLanguageTag(tag());
  }

  /** As in {@code lang} attributes: "ru", "en". */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of a tag such as "en-GB", English when we don't speak it. */
  public static Language of(String tag) {
    return tag.toLowerCase(Locale.ROOT).startsWith("ru") ? RU : EN;
  }
}
