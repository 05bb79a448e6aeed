package org.otklik.telephony;

import java.util.List;

/** Whose number it is, in the eyes of the agreement. */
public sealed interface Caller {
  /** Of these members of clients' staff: a number that several share belongs to each of them. */
  record Staff(List<Person> people) implements Caller {
    /**
     * @throws IllegalArgumentException when it is nobody
     */
    public Staff {
      people = List.copyOf(people);
      if (people.isEmpty()) {
        throw new IllegalArgumentException("A number of staff belongs to somebody.");
      }
    }
  }

  /** A member of a client's staff. */
  record Person(long staffId, long clientId) {}

  /** A client's number, of nobody in particular; or one that several clients share. */
  record Firms(List<Long> clientIds) implements Caller {
    /**
     * @throws IllegalArgumentException when it is nobody's
     */
    public Firms {
      clientIds = List.copyOf(clientIds);
      if (clientIds.isEmpty()) {
        throw new IllegalArgumentException("A client's number belongs to somebody.");
      }
    }
  }

  /** Of nobody that we know. */
  record Unknown() implements Caller {}
}
