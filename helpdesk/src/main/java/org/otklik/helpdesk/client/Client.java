package org.otklik.helpdesk.client;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A firm under a contract (Заказчик).
 *
 * @param contractEnd the last day in force
 * @param address where mail of its unregistered people goes
 * @param responsibleId the operator who is responsible by default
 * @param region of phone numbers without a country code: ISO 3166, two letters
 */
@MappedEntity("client")
public record Client(
    @Id long id,
    String name,
    String contractNumber,
    LocalDate contractDate,
    LocalDate contractStart,
    LocalDate contractEnd,
    String address,
    Language language,
    @Nullable Long responsibleId,
    long planId,
    long calendarId,
    String region,
    @Version long version) {

  /** Whether the contract is in force on a day of the provider's calendar. */
  public boolean inForceOn(LocalDate day) {
    return !day.isBefore(contractStart) && !day.isAfter(contractEnd);
  }

  /** Served by another plan. */
  public Client onPlan(long newPlanId) {
    return new Client(
        id,
        name,
        contractNumber,
        contractDate,
        contractStart,
        contractEnd,
        address,
        language,
        responsibleId,
        newPlanId,
        calendarId,
        region,
        version);
  }
}
