package org.otklik.helpdesk.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;

/** A part of the supported product (компонента Системы). */
@MappedEntity("component")
public record Component(@Id long id, String name, @Version long version) {}
