/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Json, Serialized } from '../../state/main.ts'

/**
 * The shared data of the application, as pages have them with `useShared()`. `config/reflex.ts` augments it with what its
 * functions return.
 *
 * @example
 * ```ts
 * declare module 'reflex-adonis/types' {
 *   interface SharedData extends InferShared<typeof reflexConfig> {}
 * }
 * ```
 */
export interface SharedData {}

/** Name of one of the shared data. */
export type SharedKey = keyof SharedData & string

/** Computes what pages read under a key, for the visitor of a request. */
export type SharedFunction = (ctx: HttpContext) => unknown

/** Functions by the keys under which pages read what they return. */
export type SharedFunctions = Readonly<Record<string, SharedFunction>>

type ResultOf<F> = F extends (...args: never[]) => infer Result
  ? Serialized<Awaited<Result>>
  : never

/** What the `shared` functions of a configuration return, by key. */
export type InferShared<Config extends { shared: SharedFunctions }> = {
  [Key in keyof Config['shared']]: ResultOf<Config['shared'][Key]>
}

/** Functions whose results can be sent; an explanation in the place of any other. */
export type SendableShared<Functions> = {
  [Key in keyof Functions]: [ResultOf<Functions[Key]>] extends [Json<ResultOf<Functions[Key]>>]
    ? Functions[Key]
    : { error: 'Shared data are plain JSON values, or what a transformer makes' }
}
