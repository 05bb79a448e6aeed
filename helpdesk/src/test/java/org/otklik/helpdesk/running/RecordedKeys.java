package org.otklik.helpdesk.running;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.otklik.intake.authenticity.KeyRecords;

/** In the place of the DNS, where {@code otklik.test.keys} asks for it. */
@Singleton
@Primary
@Replaces(KeyRecords.class)
@Requires(property = RecordedKeys.PROPERTY)
public final class RecordedKeys implements KeyRecords {
  public static final String PROPERTY = "otklik.test.keys";

  private final Map<String, String> records = new ConcurrentHashMap<>();

  public void put(String name, String record) {
    records.put(name, record);
  }

  @Override
  public List<String> at(String name) {
    return Stream.ofNullable(records.get(name)).toList();
  }
}
