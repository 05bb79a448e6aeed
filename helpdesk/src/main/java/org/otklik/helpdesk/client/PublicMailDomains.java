package org.otklik.helpdesk.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mail domains in which anybody can have an address. No client can claim one: whoever writes from
 * there would count as its colleague.
 */
public final class PublicMailDomains {
  private static final Set<String> DOMAINS = read();

  private PublicMailDomains() {}

  /** Whether a domain, in normal form, is one of them. */
  public static boolean contains(String domain) {
    return DOMAINS.contains(domain);
  }

  private static Set<String> read() {
    try (InputStream in =
        PublicMailDomains.class.getResourceAsStream("/clients/public-mail-domains.txt")) {
      return new String(
              Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
