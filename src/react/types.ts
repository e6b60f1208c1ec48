/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, JsonValue } from '../protocol/main.ts'
import type { AppState, BrowserAction, State } from '../state/main.ts'
import type { Jsonify } from './json.ts'

/** A state class, as an import from a state file. */
export type StateClass<S> = abstract new (...args: never[]) => S

type Method = (...args: never[]) => unknown

/** Members of the base classes that pages see as well. */
type SharedVar<S> =
  | 'errors'
  | (S extends AppState ? 'isAuthenticated' | 'currentUser' | 'messages' | 'language' : never)

/** Members of the base classes, which live on the server, and hooks that a class may have. */
type ServerMember<S> = (S extends AppState ? keyof AppState : keyof State) | `$${string}`

/** Names of the vars and events of a state that a page sees. */
type Member<S> = Exclude<keyof S, Exclude<ServerMember<S>, SharedVar<S>>> & string

type Actions = BrowserAction | Action | readonly (BrowserAction | Action)[]

/** Types that are no list and no object. */
type Scalar = string | number | boolean | bigint | symbol | null | undefined

/** What nobody may change, in any depth. A value of any type stays what it is. */
export type Immutable<T> = JsonValue extends T
  ? T
  : T extends Scalar
    ? T
    : { readonly [K in keyof T]: Immutable<T[K]> }

/** What is left of a handler's result for its caller. */
type Data<R> = Jsonify<Exclude<R, Actions | void | undefined>>

/** What the promise of an event resolves with: nothing, also when validation has failed. */
type EventResult<R> = [R] extends [AsyncGenerator<unknown, infer T> | Generator<unknown, infer T>]
  ? EventResult<T>
  : [Data<R>] extends [never]
    ? void
    : Data<R> | undefined

/** A file as the handler of an `@rx.upload()` event has it. */
interface HandledFile {
  isMultipartFile: unknown
  clientName: string
}

/** An argument with files as a page has them, in the place of those that the handler gets. */
type WithFiles<T> = T extends HandledFile
  ? Blob
  : T extends Scalar | Date | Method
    ? T
    : { [K in keyof T]: WithFiles<T[K]> }

/** Whether something is a file, or a list of files. */
type IsFile<T> = [NonNullable<T>] extends [HandledFile | readonly HandledFile[]] ? true : false

/** Whether there are files in an argument, at whatever depth a form has. */
type HasFile<T> = true extends { [K in keyof T]: IsFile<T[K]> }[keyof T] ? true : false

/** Names of the fields of an argument that take files. */
export type FileField<A> = {
  [K in keyof A & string]: IsFile<A[K]> extends true ? K : never
}[keyof A & string]

/** Names of its other fields. */
export type OtherField<A> = Exclude<keyof A & string, FileField<A>>

/** What an event takes in its first argument. */
export type FormFile<M> = M extends (data: infer A, ...rest: never[]) => unknown ? A : never

/** Names of the events of a state that take files. */
export type UploadEventName<S> = {
  [K in Member<S>]: S[K] extends (data: infer A, ...rest: never[]) => unknown
    ? unknown extends A
      ? never
      : HasFile<A> extends true
        ? K
        : never
    : never
}[Member<S>]

/** An argument as the handler takes it, or in its JSON form, as which a var may be handed back. */
type EventArguments<A extends unknown[]> = {
  [I in keyof A]: HasFile<A[I]> extends true
    ? WithFiles<A[I]>
    : A[I] | Jsonify<A[I]> | Immutable<Jsonify<A[I]>>
}

/** True when a form can be the first argument. */
type TakesForm<A extends unknown[]> = A extends [first?: infer F, ...rest: infer _]
  ? NonNullable<F> extends readonly unknown[] | Date
    ? false
    : NonNullable<F> extends object
      ? true
      : false
  : false

/** Variants of an event. Each is the same function in every render. */
interface EventModifiers<Self> {
  /**
   * Waits until no call has come for that many milliseconds, and sends the last one. The promises
   * of all calls settle with it. A navigation or any other event of the state sends it immediately.
   */
  debounce(milliseconds: number): Self
  /**
   * Sends the first call and drops those that follow within that many milliseconds. Their promises
   * settle with that of the first.
   */
  throttle(milliseconds: number): Self
  /** Without a connection, drops the call instead of sending it later. */
  readonly temporal: Self
  /**
   * As the action of a form: can be called again with the same fields while the first call is
   * running. Without it, a double click counts once.
   */
  readonly repeatable: Self
  /** Calls `preventDefault()` on the DOM event that is passed to it. */
  readonly preventDefault: Self
  /** Calls `stopPropagation()` on the DOM event that is passed to it. */
  readonly stopPropagation: Self
}

/** An event that takes no form. */
interface PlainEventCaller<A extends unknown[], R> extends EventModifiers<PlainEventCaller<A, R>> {
  (...args: A): Promise<R>
}

/** An event whose argument a form can fill: for `<form action>` and `useActionState` too. */
export interface FormEventCaller<A extends unknown[], R> extends EventModifiers<
  FormEventCaller<A, R>
> {
  (...args: A): Promise<R>
  (form: FormData): Promise<void>
  (previous: unknown, form: FormData): Promise<R | undefined>
}

/** Validation errors of an event: by the names of its fields, and by paths in them. */
export type FieldErrors<A extends unknown[]> = Readonly<
  A extends [first?: infer F, ...rest: infer _]
    ? unknown extends F
      ? Partial<Record<string, string>>
      : Partial<
          Record<FieldName<NonNullable<F>> | `${FieldName<NonNullable<F>>}.${string}`, string>
        >
    : Partial<Record<string, string>>
>

/** The names of what an argument holds, in each of its forms. */
type FieldName<F> = F extends unknown ? keyof F & string : never

/**
 * An event of a state, to be called from a page.
 *
 * The promise resolves with what the handler returned, unless it is an action, and with undefined
 * if validation failed (see the state's `errors`). It rejects with a `ReflexError` for any other
 * failure. By then a toast has told the user, so you do not have to handle the rejection.
 *
 * With `FormData`, the fields are its argument, and it never rejects.
 *
 * For a background event, the promise settles when the event ends. With `FormData`, it resolves
 * when the event starts, because React holds back all transitions while an action is pending.
 */
export type EventCaller<A extends unknown[] = [], R = void> =
  TakesForm<A> extends true ? FormEventCaller<A, R> : PlainEventCaller<A, R>

type Caller<M> = M extends (...args: infer A) => infer R
  ? EventCaller<EventArguments<A>, EventResult<Awaited<R>>>
  : never

/** Drops the members whose values a browser cannot have. */
type Visible<S, K extends Member<S>> = S[K] extends Method
  ? K
  : [Jsonify<S[K]>] extends [never]
    ? [S[K]] extends [never]
      ? K
      : never
    : K

/**
 * A state as a page sees it: its vars, as JSON and deeply read-only, and its events as functions.
 *
 * Members of `State` and `AppState` are not included: an event with the name of one (`session`,
 * `errors`, `$get`, …) is a type error at its decorator, and E_EVENT_NAME at boot.
 */
export type ReflexState<S> = {
  readonly [K in keyof S as K extends Member<S> ? Visible<S, K> : never]: S[K] extends Method
    ? Caller<S[K]>
    : Immutable<Jsonify<S[K]>>
}

/** What a class says of who has its state in common. */
type ScopeOf<C> = C extends { readonly scope: infer Scope } ? Scope : 'tab'

/**
 * What a page has of a state class: the state, and if it has a room (`static scope`), the number of
 * tabs in it.
 */
export type PageState<C extends StateClass<unknown>> =
  C extends StateClass<infer S>
    ? [ScopeOf<C>] extends ['tab']
      ? ReflexState<S>
      : ReflexState<S> & {
          /** The number of tabs with a connection in the room. */
          readonly present: number
          /** Id of the page's own member, see `State.$member`. */
          readonly me: string
        }
    : never

/** Names of the events of a state that need no argument. */
export type LoadEvent<S> = {
  [K in Member<S>]: S[K] extends () => unknown ? K : never
}[Member<S>]
