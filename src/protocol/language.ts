/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** In which direction a language is written. */
export type Direction = 'ltr' | 'rtl'

/**
 * The language of a page: its texts, and how it formats what it shows.
 */
export interface PageLanguage {
  /** Locale of texts and formats, one of those that the application has. */
  l: string
  /** What the request says its locale is, where that is another one. */
  of?: string
  /** It is written from right to left. */
  rtl?: 1
  /** ICU messages, by key: those of the page that the browser does not have from its tab already. */
  m: Readonly<Record<string, string>>
  /** Locales that the page can switch to. */
  s: readonly string[]
  /** Time zone of dates and times. */
  z: string
  /** The browser's own time zone takes its place. */
  own?: 1
  /** Keys whose messages are of another language. In development only. */
  f?: readonly string[]
  /** What the code of the page names: keys, and beginnings with a star. In development only, which has all messages. */
  n?: readonly string[]
  /** When the document was made, in milliseconds since the epoch: relative times start from it. */
  at?: number
}
