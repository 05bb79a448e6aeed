package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes attachments as they pass, in one small buffer. One thread. */
final class Attachments {
  private static final int BUFFER = 4 * 1024;
  private static final int LONGEST_NAME = 200;

  private final Problems problems;
  private final List<Attachment> list = new ArrayList<>();
  private byte @Nullable [] buffer;

  Attachments(Problems problems) {
    this.problems = problems;
  }

  /** Reads the whole part; {@code start} has been read from it before. */
  void add(Part part, byte[] start) throws IOException {
    if (buffer == null) {
      buffer = new byte[BUFFER]; // few mails have attachments
    }
    MessageDigest digest = sha256();
    digest.update(start);
    long size = start.length;
    InputStream content = part.content();
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      digest.update(buffer, 0, n);
      size += n;
    }
    PartHead head = part.head();
    list.add(
        new Attachment(
            list.size(),
            name(head),
            head.type(),
            size,
            HexFormat.of().formatHex(digest.digest()),
            isInline(part),
            head.contentId()));
  }

  List<Attachment> list() {
    return list;
  }

  private static boolean isInline(Part part) {
    PartHead head = part.head();
    boolean related = part.container() != null && part.container().is("related");
    return head.isSaid("inline")
        || (related && head.contentId() != null && !head.isSaid("attachment"));
  }

  private String name(PartHead head) {
    String said = Words.wellFormed(Words.line(head.fileName(problems).orElse("")));
    String last =
        said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1).strip();
    if (last.isEmpty() || last.equals(".") || last.equals("..")) {
      return "attachment-" + (list.size() + 1) + FileTypes.extension(head.type());
    }
    if (last.length() <= LONGEST_NAME) {
      return last;
    }
    int dot = last.lastIndexOf('.');
    String ending = dot > 0 && last.length() - dot <= 10 ? last.substring(dot) : "";
    return Words.head(last, LONGEST_NAME - ending.length()) + ending;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }
}
