package org.otklik.helpdesk.web;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An address within the console to go on to, given from outside. Whatever a browser could take for
 * an address elsewhere becomes the front page: {@code //host}, {@code /\host}, a scheme, a control
 * character that browsers drop (WHATWG URL, section 4.4).
 */
record LocalPath(String path) {
  static final LocalPath FRONT = new LocalPath("/");

  static LocalPath of(@Nullable String given) {
    if (given == null
        || !given.startsWith("/")
        || given.startsWith("//")
        || given.chars().anyMatch(c -> c == '\\' || c <= ' ' || c >= 127)) {
      return FRONT;
    }
    try {
      URI uri = new URI(given);
      return uri.getScheme() == null && uri.getRawAuthority() == null
          ? new LocalPath(given)
          : FRONT;
    } catch (URISyntaxException e) {
      return FRONT;
    }
  }
}
