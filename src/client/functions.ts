/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A function that handlers on the server can call in the browser. */
export type RegisteredFunction = (...args: never[]) => unknown

const functions = new Map<string, RegisteredFunction>()

/**
 * Registers a function that handlers can run in the browser with `rx.call(name, ...args)`.
 *
 * @param name - the name that the handler uses
 * @param fn - receives the arguments of the call, which are JSON values
 * @returns a function that removes the registration
 *
 * @example
 * ```ts
 * registerFunction('confetti', (amount: number) => confetti({ particleCount: amount }))
 * ```
 */
export function registerFunction(name: string, fn: RegisteredFunction): () => void {
  functions.set(name, fn)
  return () => {
    if (functions.get(name) === fn) functions.delete(name)
  }
}

/** The function that was registered last under a name. */
export function registeredFunction(name: string): RegisteredFunction | undefined {
  return functions.get(name)
}
