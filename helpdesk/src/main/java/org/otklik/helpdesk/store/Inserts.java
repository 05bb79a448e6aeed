package org.otklik.helpdesk.store;

import io.micronaut.core.beans.BeanProperty;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.model.runtime.RuntimeEntityRegistry;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import io.micronaut.data.model.runtime.RuntimePersistentProperty;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts records of mapped entities, each kind with few statements for all: what a repository's
 * {@code saveAll} does, without asking anew for each value of each row how it is to be written.
 */
@Singleton
public class Inserts {
  private final JdbcOperations jdbc;
  private final RuntimeEntityRegistry entities;
  private final Map<Class<?>, Table> tables = new ConcurrentHashMap<>();

  Inserts(JdbcOperations jdbc, RuntimeEntityRegistry entities) {
    this.jdbc = jdbc;
    this.entities = entities;
  }

  /** In the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void all(List<?> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Table table = tables.computeIfAbsent(rows.getFirst().getClass(), this::table);
    var alike = new LinkedHashMap<BitSet, List<@Nullable Object[]>>();
    for (Object row : rows) {
      @Nullable Object[] values = table.values(row);
      alike.computeIfAbsent(nulls(values), n -> new ArrayList<>()).add(values);
    }
    alike.values().forEach(some -> insert(table, some));
  }

  /**
   * Rows whose nulls stand in the same columns: the driver sends such rows in one packet, but each
   * alone when a column has a value here and none there.
   */
  private void insert(Table table, List<@Nullable Object[]> rows) {
    jdbc.prepareStatement(
        table.insert(),
        statement -> {
          for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
              set(statement, i + 1, row[i]);
            }
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** How rows of a table are written. */
  private record Table(String insert, List<BeanProperty<Object, Object>> columns) {
    @Nullable Object[] values(Object row) {
      var values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = columns.get(i).get(row);
      }
      return values;
    }
  }

  private static BitSet nulls(@Nullable Object[] values) {
    var nulls = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        nulls.set(i);
      }
    }
    return nulls;
  }

  @SuppressWarnings("unchecked")
  private Table table(Class<?> type) {
    RuntimePersistentEntity<Object> entity =
        (RuntimePersistentEntity<Object>) entities.getEntity(type);
    var properties = new ArrayList<RuntimePersistentProperty<Object>>();
    properties.add(entity.getIdentity());
    if (entity.getVersion() != null) {
      properties.add(entity.getVersion());
    }
    properties.addAll(entity.getPersistentProperties());
    return new Table(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                entity.getPersistedName(),
                properties.stream()
                    .map(property -> "`" + property.getPersistedName() + "`")
                    .collect(Collectors.joining(", ")),
                String.join(", ", Collections.nCopies(properties.size(), "?"))),
        properties.stream().map(RuntimePersistentProperty::getProperty).toList());
  }

  private static void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Boolean truth -> statement.setBoolean(index, truth);
      case Enum<?> constant -> statement.setString(index, constant.name());
      case byte[] bytes -> statement.setBytes(index, bytes);
      default -> statement.setObject(index, value);
    }
  }
}
