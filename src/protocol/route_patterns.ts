/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Patterns of routes, by name. */
export type RoutePatterns = Readonly<Record<string, readonly RouteToken[]>>

/** A part of a pattern as Adonis takes it apart: a text, or a param with its kind and what follows it. */
export type RouteToken = string | readonly [kind: 1 | 2 | 3, name: string, end?: string]
