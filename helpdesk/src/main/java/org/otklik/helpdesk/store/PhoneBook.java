package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.otklik.helpdesk.client.StaffMember;

/** The phone numbers of clients and of their staff, in E.164. */
@Singleton
public class PhoneBook {
  private final Phones phones;

  PhoneBook(Phones phones) {
    this.phones = phones;
  }

  /** The ids of the people on clients' lists who have each number that anybody has. */
  @Transactional
  public Map<String, List<Long>> staffAt(Collection<String> numbers) {
    return byPhone(numbers.isEmpty() ? List.of() : phones.staffAt(numbers));
  }

  /** The ids of the clients that have each number that any has. */
  @Transactional
  public Map<String, List<Long>> clientsAt(Collection<String> numbers) {
    return byPhone(numbers.isEmpty() ? List.of() : phones.clientsAt(numbers));
  }

  private static Map<String, List<Long>> byPhone(List<Owned> found) {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                Owned::phone, Collectors.mapping(Owned::owner, Collectors.toList())));
  }

  /** The numbers of each client that has any, by client id. */
  @Transactional
  public Map<Long, List<String>> ofClients(Collection<Long> clientIds) {
    return byOwner(clientIds.isEmpty() ? List.of() : phones.ofClients(clientIds));
  }

  /** The numbers of each person who has any, by staff id. */
  @Transactional
  public Map<Long, List<String>> ofStaff(Collection<Long> staffIds) {
    return byOwner(staffIds.isEmpty() ? List.of() : phones.ofStaff(staffIds));
  }

  private static Map<Long, List<String>> byOwner(List<Owned> found) {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                Owned::owner, Collectors.mapping(Owned::phone, Collectors.toList())));
  }

  /** A client has these numbers, and no others. */
  @Transactional
  public void setClients(long clientId, Collection<String> numbers) {
    phones.forgetClients(clientId);
    new LinkedHashSet<>(numbers).forEach(number -> phones.addToClient(number, clientId));
  }

  /** Somebody has these numbers, and no others. */
  @Transactional
  public void setStaffs(long staffId, Collection<String> numbers) {
    phones.forgetStaffs(staffId);
    new LinkedHashSet<>(numbers).forEach(number -> phones.addToStaff(number, staffId));
  }

  /** A client has one more number. */
  @Transactional
  public void addToClient(String number, long clientId) {
    phones.addToClient(number, clientId);
  }

  @Transactional
  public void removeFromClient(String number, long clientId) {
    phones.removeFromClient(number, clientId);
  }

  /** Somebody has one more number. */
  @Transactional
  public void addToStaff(String number, long staffId) {
    phones.addToStaff(number, staffId);
  }

  @Transactional
  public void removeFromStaff(String number, long staffId) {
    phones.removeFromStaff(number, staffId);
  }

  /** A number, and whose it is. */
  @Introspected
  record Owned(long owner, String phone) {}

  /** The tables. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Phones extends GenericRepository<StaffMember, Long> {
    @Query(
        """
        SELECT p.staff_id AS owner, p.phone FROM staff_phone p JOIN staff s ON s.id = p.staff_id
        WHERE p.phone IN (:numbers) AND s.active
        """)
    List<Owned> staffAt(Collection<String> numbers);

    @Query(
        """
        SELECT client_id AS owner, phone FROM client_phone
        WHERE phone IN (:numbers) ORDER BY client_id
        """)
    List<Owned> clientsAt(Collection<String> numbers);

    @Query(
        """
        SELECT client_id AS owner, phone FROM client_phone
        WHERE client_id IN (:clientIds) ORDER BY phone
        """)
    List<Owned> ofClients(Collection<Long> clientIds);

    @Query(
        """
        SELECT staff_id AS owner, phone FROM staff_phone
        WHERE staff_id IN (:staffIds) ORDER BY phone
        """)
    List<Owned> ofStaff(Collection<Long> staffIds);

    @Query("DELETE FROM client_phone WHERE client_id = :clientId")
    void forgetClients(long clientId);

    @Query("DELETE FROM staff_phone WHERE staff_id = :staffId")
    void forgetStaffs(long staffId);

    @Query("DELETE FROM client_phone WHERE phone = :phone AND client_id = :clientId")
    void removeFromClient(String phone, long clientId);

    @Query("DELETE FROM staff_phone WHERE phone = :phone AND staff_id = :staffId")
    void removeFromStaff(String phone, long staffId);

    @Query("INSERT IGNORE INTO client_phone (phone, client_id) VALUES (:phone, :clientId)")
    void addToClient(String phone, long clientId);

    @Query("INSERT IGNORE INTO staff_phone (phone, staff_id) VALUES (:phone, :staffId)")
    void addToStaff(String phone, long staffId);
  }
}
