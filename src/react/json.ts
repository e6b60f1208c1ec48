/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'

/** What JSON has no form for. */
type Unsendable =
  | bigint
  | symbol
  | ((...args: never[]) => unknown)
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>

/** True for `any` alone. */
type IsAny<T> = 0 extends 1 & T ? true : false

/**
 * The JSON form of a value: a date is a string, an object with `toJSON()` is what that returns, and
 * keys whose values JSON cannot represent are removed.
 */
export type Jsonify<T> =
  IsAny<T> extends true
    ? T
    : unknown extends T
      ? JsonValue
      : T extends JsonValue | undefined
        ? T
        : T extends { toJSON(): infer J }
          ? Jsonify<J>
          : T extends Unsendable
            ? never
            : T extends readonly unknown[]
              ? { [I in keyof T]: Jsonify<T[I]> }
              : T extends object
                ? { [K in keyof T as T[K] extends Unsendable ? never : K]: Jsonify<T[K]> }
                : never
