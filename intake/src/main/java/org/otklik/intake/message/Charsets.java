package org.otklik.intake.message;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to text, trusting the declared charset only as far as it can be true: mail labelled latin-1
 * is often koi8-r or UTF-8. Thread-safe.
 */
final class Charsets {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
  private static final Charset KOI8_R = Charset.forName("KOI8-R");

  /** What ICU is given at most; the share of each letter is clear by then. */
  private static final int SAMPLE = 8 * 1024;

  private static final int SURE = 40;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** What was found by its name; the names that Java knows are its bound. */
  private static final Map<String, Charset> FOUND = new ConcurrentHashMap<>();

  /**
   * Names that Java doesn't know, or knows too narrowly (WHATWG Encoding Standard, section 4.2).
   */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-8-i", "ISO-8859-8"),
          Map.entry("iso-8859-8-e", "ISO-8859-8"),
          Map.entry("iso-8859-6-i", "ISO-8859-6"),
          Map.entry("gb2312", "GBK"),
          Map.entry("gb_2312-80", "GBK"),
          Map.entry("x-gbk", "GBK"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("ks_c_5601", "x-windows-949"),
          Map.entry("ksc5601", "x-windows-949"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
          Map.entry("win-1251", "windows-1251"),
          Map.entry("win1251", "windows-1251"),
          Map.entry("windows1251", "windows-1251"),
          Map.entry("x-cp1251", "windows-1251"),
          Map.entry("koi8r", "KOI8-R"),
          Map.entry("koi8", "KOI8-R"),
          Map.entry("koi8u", "KOI8-U"),
          Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
          Map.entry("macintosh", "x-MacRoman"),
          Map.entry("x-mac-roman", "x-MacRoman"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("utf-8-mac", "UTF-8"),
          Map.entry("unicode-1-1-utf-8", "UTF-8"),
          Map.entry("x-unicode20utf8", "UTF-8"));

  private static final Set<String> LATIN =
      Set.of(
          "windows-1252",
          "iso-8859-1",
          "iso-8859-15",
          "us-ascii",
          "windows-1250",
          "iso-8859-2",
          "windows-1254",
          "iso-8859-9");

  private static final Set<String> CYRILLIC =
      Set.of("koi8-r", "koi8-u", "windows-1251", "iso-8859-5", "ibm866", "x-maccyrillic");

  private Charsets() {}

  /** The charset of a declared name in any spelling, null when Java has none. */
  static @Nullable Charset lookup(String declared) {
    String name = declared.strip().toLowerCase(Locale.ROOT);
    if (name.indexOf('"') >= 0 || name.indexOf('\'') >= 0 || name.indexOf('=') >= 0) {
      name = name.replace("\"", "").replace("'", "").replace("3d", "").replace("=", "").strip();
    }
    if (name.isEmpty() || name.length() > 60) {
      return null;
    }
    if (name.equals("utf-8")) {
      return StandardCharsets.UTF_8;
    }
    if (name.equals("utf-7") || name.equals("unicode-1-1-utf-7")) {
      return Utf7.CHARSET;
    }
    Charset found = FOUND.get(name);
    return found == null ? load(name) : found;
  }

  private static @Nullable Charset load(String name) {
    try {
      Charset charset = Charset.forName(ALIASES.getOrDefault(name, name));
      if (charset.newDecoder() == null) {
        return null;
      }
      FOUND.put(name, charset);
      return charset;
    } catch (IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException unknown) {
      return null;
    }
  }

  /**
   * Text of a body or an encoded word.
   *
   * @param declared the charset it is said to be in, null when nothing is said
   */
  static Decoded decode(byte[] bytes, int length, @Nullable String declared, Problems problems) {
    Charset charset = declared == null || declared.isBlank() ? null : lookup(declared);
    if (charset != null && charset.equals(StandardCharsets.UTF_8)) {
      Decoded decoded = decoded(bytes, length, charset);
      if (decoded.text().indexOf('\ufffd') < 0) {
        return decoded.text().length() == length ? new Decoded(decoded.text(), null) : decoded;
      }
    }
    boolean ascii = isAscii(bytes, length);
    if (ascii && (charset == null || extendsAscii(charset))) {
      return new Decoded(new String(bytes, 0, length, StandardCharsets.ISO_8859_1), null);
    }
    if (charset == null) {
      Charset found = ascii ? StandardCharsets.US_ASCII : guess(bytes, length);
      if (declared == null || declared.isBlank()) {
        problems.add(Remark.Kind.CHARSET_MISSING, low(found));
      } else {
        problems.add(Remark.Kind.CHARSET_UNKNOWN, Words.brief(declared), low(found));
      }
      return decoded(bytes, length, found);
    }
    Charset actual = ascii ? charset : verified(charset, bytes, length);
    if (!actual.equals(charset)) {
      problems.add(Remark.Kind.CHARSET_WRONG, Words.brief(declared + ""), low(actual));
    }
    return decoded(bytes, length, actual);
  }

  /** The declared charset, or the one that the bytes are in when they can't be in that one. */
  private static Charset verified(Charset declared, byte[] bytes, int length) {
    if (declared.equals(StandardCharsets.UTF_8)) {
      return Utf8.isValid(bytes, length) || Utf8.isMostly(bytes, length)
          ? declared
          : detect(bytes, length);
    }
    if (Utf8.isValid(bytes, length) && extendsAscii(declared)) {
      return StandardCharsets.UTF_8;
    }
    if (declared.equals(StandardCharsets.US_ASCII)) {
      return detect(bytes, length);
    }
    String name = low(declared);
    if (LATIN.contains(name)) {
      return isForeignScript(bytes, length) ? cyrillicOr(declared, bytes, length) : declared;
    }
    if (CYRILLIC.contains(name)
        && looksInverted(new String(bytes, 0, Math.min(length, SAMPLE), declared))) {
      return cyrillicOr(declared, bytes, length);
    }
    return declared;
  }

  private static Charset guess(byte[] bytes, int length) {
    return Utf8.isValid(bytes, length) ? StandardCharsets.UTF_8 : detect(bytes, length);
  }

  /** What the bytes look like, by ICU's letter statistics. */
  static Charset detect(byte[] bytes, int length) {
    boolean foreign = isForeignScript(bytes, length);
    CharsetDetector detector = new CharsetDetector();
    detector.setText(Arrays.copyOf(bytes, Math.min(length, SAMPLE)));
    for (CharsetMatch match : detector.detectAll()) {
      Charset charset = lookup(match.getName());
      if (charset == null || match.getName().startsWith("IBM4")) {
        continue; // EBCDIC doesn't travel by mail
      }
      boolean latin = LATIN.contains(low(charset));
      if (foreign
          ? !latin && match.getConfidence() >= SURE
          : latin || match.getConfidence() >= SURE) {
        return charset;
      }
    }
    return foreign ? byCase(bytes, length) : WINDOWS_1252;
  }

  private static Charset cyrillicOr(Charset declared, byte[] bytes, int length) {
    Charset found = detect(bytes, length);
    return CYRILLIC.contains(low(found)) ? found : declared;
  }

  /** A word or two is too little for statistics; yet most letters are small ones. */
  private static Charset byCase(byte[] bytes, int length) {
    int low = 0;
    int high = 0;
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xff;
      if (b >= 0xe0) {
        high++;
      } else if (b >= 0xc0) {
        low++;
      }
    }
    return high >= low ? WINDOWS_1251 : KOI8_R;
  }

  /** Words made of 8-bit letters only: not a language of Latin letters with some accents. */
  private static boolean isForeignScript(byte[] bytes, int length) {
    int ascii = 0;
    int high = 0;
    int adjacent = 0;
    boolean before = false;
    for (int i = 0; i < Math.min(length, SAMPLE); i++) {
      int b = bytes[i];
      if (b < 0) {
        high++;
        adjacent += before ? 1 : 0;
      } else if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
        ascii++;
      }
      before = b < 0;
    }
    return high > 2 && adjacent * 2 > high && (high * 3 > ascii || adjacent > 20);
  }

  /** "пРИВЕТ": koi8-r read as windows-1251 or the other way round turns the letters' case over. */
  private static boolean looksInverted(String text) {
    int upper = 0;
    int lower = 0;
    boolean inverted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x400) {
        continue;
      }
      if (c >= 'а' && c <= 'я') {
        lower++;
      } else if (Character.isUpperCase(c)) {
        upper++;
        inverted |= i > 0 && Character.isLowerCase(text.charAt(i - 1));
      } else if (Character.isLowerCase(c)) {
        lower++;
      }
    }
    return inverted && upper > 3 * lower;
  }

  private static Decoded decoded(byte[] bytes, int length, Charset charset) {
    int bom = charset.equals(StandardCharsets.UTF_8) && startsWithBom(bytes, length) ? 3 : 0;
    return new Decoded(new String(bytes, bom, length - bom, charset), charset);
  }

  private static boolean startsWithBom(byte[] bytes, int length) {
    return length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  static boolean isAscii(byte[] bytes, int length) {
    int i = 0;
    while (i + Long.BYTES <= length) {
      if (((long) EIGHT_BYTES.get(bytes, i) & 0x8080808080808080L) != 0) {
        return false;
      }
      i += Long.BYTES;
    }
    for (; i < length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** One byte a character and not merely Latin: worth trying on the same mail's headers. */
  static boolean isSingleByteScript(Charset charset) {
    return CYRILLIC.contains(low(charset))
        || (!LATIN.contains(low(charset)) && !low(charset).startsWith("utf"));
  }

  /** Whether ASCII bytes mean ASCII in it: not so in UTF-16, UTF-7 and the ISO 2022 family. */
  private static boolean extendsAscii(Charset charset) {
    String name = low(charset);
    return !name.startsWith("utf-16")
        && !name.startsWith("utf-32")
        && !name.startsWith("x-utf")
        && !name.contains("2022")
        && !name.startsWith("ibm0")
        && !charset.equals(Utf7.CHARSET);
  }

  private static String low(Charset charset) {
    return charset.name().toLowerCase(Locale.ROOT);
  }

  /** Text, and the charset it was found in; null when it is all ASCII. */
  record Decoded(String text, @Nullable Charset charset) {}
}
