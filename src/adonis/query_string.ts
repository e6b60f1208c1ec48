/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Qs } from '@adonisjs/core/http'
import type { QSParserConfig } from '@adonisjs/core/types/http'

/** Decodes a name or a value, as `qs` has it; and what may stand in its place. */
type Decoder = (text: string, decode: unknown, charset: string) => string

export interface QueryRules {
  [option: string]: unknown
  decoder: (part: string, decode: Decoder, charset: string, type: 'key' | 'value') => unknown
}

/**
 * Reads text as Adonis reads a query string and a body with the type of one.
 *
 * @param rules - options of `qs`, also those that the type of Adonis' configuration leaves out
 */
export function parseQuery(text: string, rules: QueryRules): Record<string, unknown> {
  const config = { parse: rules, stringify: {} } as unknown as QSParserConfig
  return new Qs(config).parse(text)
}
