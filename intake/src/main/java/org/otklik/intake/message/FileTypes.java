package org.otklik.intake.message;

import java.net.URLConnection;
import java.util.Locale;

/** Endings for attachments that came without a name, and types for those without a type. */
final class FileTypes {
  private FileTypes() {}

  /** What a file of this name usually is. */
  static String of(String name) {
    String type = URLConnection.guessContentTypeFromName(name.replace('#', '_'));
    return type == null ? "application/octet-stream" : type.toLowerCase(Locale.ROOT);
  }

  static String extension(String type) {
    return switch (type) {
      case "message/rfc822", "message/global" -> ".eml";
      case "message/delivery-status",
          "message/disposition-notification",
          "message/global-delivery-status",
          "text/plain",
          "text/rfc822-headers" ->
          ".txt";
      case "text/html" -> ".html";
      case "text/calendar" -> ".ics";
      case "text/csv" -> ".csv";
      case "text/vcard", "text/x-vcard" -> ".vcf";
      case "image/jpeg", "image/jpg", "image/pjpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "image/gif" -> ".gif";
      case "image/webp" -> ".webp";
      case "application/pdf" -> ".pdf";
      case "application/zip" -> ".zip";
      case "application/pgp-signature" -> ".asc";
      case "application/pkcs7-signature", "application/x-pkcs7-signature" -> ".p7s";
      case "application/pkcs7-mime", "application/x-pkcs7-mime" -> ".p7m";
      case "application/ms-tnef", "application/vnd.ms-tnef" -> ".dat";
      default -> ".bin";
    };
  }
}
