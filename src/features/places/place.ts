/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CookieOptions } from '@adonisjs/core/types/http'
import type { AnyValidator } from '../../state/main.ts'

/** How a cookie is kept from being read or forged. */
export type CookieSeal = 'signed' | 'encrypted' | 'plain'

/** A cookie of the browser. */
export interface CookiePlace {
  in: 'cookie'
  key: string
  seal: CookieSeal
  options: Partial<CookieOptions>
  validator: AnyValidator | undefined
}

/** The browser's storage: of all its tabs, or of one. */
export interface StoragePlace {
  in: 'local' | 'session'
  /** The state's id and the var's name by default. */
  key: string | undefined
  validator: AnyValidator | undefined
}

/** A parameter in the query string of the page's address. */
export interface QueryPlace {
  in: 'query'
  key: string
  /** A change makes a new entry in the browser's history. */
  push: boolean
  validator: AnyValidator | undefined
}

/** Where a base var is kept besides the tab. */
export type Place = CookiePlace | StoragePlace | QueryPlace

/**
 * Whether a place can give a var of this initial value back without a validator: a scalar, or in an
 * address a list of texts.
 */
export function isPlainValue(value: unknown, place: Place): boolean {
  if (place.in === 'query' && Array.isArray(value)) {
    return value.every((item) => typeof item === 'string')
  }
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

/** Whether two values of a var are the same to a browser. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return JSON.stringify(a) === JSON.stringify(b)
}
