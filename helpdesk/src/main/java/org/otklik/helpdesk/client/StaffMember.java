package org.otklik.helpdesk.client;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;

/** A person on a client's list (сотрудник Заказчика). */
@MappedEntity("staff")
public record StaffMember(
    @Id long id, long clientId, String name, Role role, boolean active, @Version long version) {}
