/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpRequest } from '@adonisjs/core/http'

type PartHandler = (part: { resume(): void }, ...rest: never[]) => unknown

/** What is used of the multipart body of a request. */
interface Multipart {
  onFile(name: string, options: object, handler: PartHandler): unknown
  process(...config: unknown[]): Promise<unknown>
}

/**
 * Names that the plain object of handlers has already: the first ones by its prototype, and the last two by
 * what `__proto__` makes that prototype.
 */
const TAKEN = [...Object.getOwnPropertyNames(Object.prototype), 'handler', 'options']

/**
 * Keeps a file whose field is called `__proto__` or `constructor` from ending the process. `@adonisjs/bodyparser`
 * (11.0.4) looks its handler up in a plain object, finds what every object has, and throws where nobody
 * listens. Here each of these names gets the handler of all other files. To be removed with its test, which
 * says when Adonis has repaired it.
 */
export function guardMultipart(): void {
  Object.defineProperty(HttpRequest.prototype, 'multipart', {
    configurable: true,
    get: () => undefined,
    set(this: HttpRequest, multipart: Multipart) {
      guard(multipart)
      Object.defineProperty(this, 'multipart', {
        configurable: true,
        enumerable: true,
        writable: true,
        value: multipart,
      })
    },
  })
}

function guard(multipart: Multipart): void {
  const onFile = multipart.onFile.bind(multipart)
  const process = multipart.process.bind(multipart)
  const named = new Set<string>()
  let others: [options: object, handler: PartHandler] = [{}, (part) => part.resume()]
  multipart.onFile = (name, options, handler) => {
    named.add(name)
    if (name === '*') others = [options, handler]
    onFile(name, options, handler)
    return multipart
  }
  multipart.process = (...config) => {
    for (const name of TAKEN) if (!named.has(name)) onFile(name, ...others)
    return process(...config)
  }
}
