package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * That a mailbox isn't marked yet for mail that was decided together.
 *
 * @param uids with commas between
 */
@MappedEntity("mail_untold")
record UntoldBatch(@Id long id, long mailboxId, long uidValidity, String uids) {
  static String text(Collection<Long> uids) {
    return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  List<Long> each() {
    return Arrays.stream(uids.split(",")).map(Long::valueOf).toList();
  }
}
