/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * A value that survives JSON unchanged.
 */
export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }
