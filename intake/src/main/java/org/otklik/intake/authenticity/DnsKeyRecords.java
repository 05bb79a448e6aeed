package org.otklik.intake.authenticity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the name servers that the machine is configured with. Answers are kept for as long as they
 * say, so that a batch from one firm asks once. Thread-safe.
 */
public final class DnsKeyRecords implements KeyRecords {
  private static final int KEPT = 10_000;
  private static final Duration LONGEST_KEPT = Duration.ofHours(1);

  private final Resolver resolver;
  private final Cache cache = new Cache(DClass.IN);

  /**
   * Asks nobody yet.
   *
   * @param patience for one question to all name servers together
   */
  public DnsKeyRecords(Duration patience) {
    resolver = new ExtendedResolver();
    resolver.setTimeout(patience);
    cache.setMaxEntries(KEPT);
    cache.setMaxCache(Math.toIntExact(LONGEST_KEPT.toSeconds()));
  }

  @Override
  public List<String> at(String name) throws Unavailable {
    var lookup = new Lookup(absolute(name), Type.TXT);
    lookup.setResolver(resolver);
    lookup.setCache(cache);
    var records = lookup.run();
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL ->
          Arrays.stream(records)
              .filter(TXTRecord.class::isInstance)
              .map(record -> String.join("", ((TXTRecord) record).getStrings()))
              .toList();
      case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
      default -> throw new Unavailable(name + ": " + lookup.getErrorString());
    };
  }

  private static Name absolute(String name) throws Unavailable {
    try {
      return Name.fromString(name + ".");
    } catch (TextParseException e) {
      throw new Unavailable(name + ": " + e.getMessage());
    }
  }
}
