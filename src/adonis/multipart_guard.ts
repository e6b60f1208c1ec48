/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Writable } from 'node:stream'
import { Exception } from '@adonisjs/core/exceptions'
import { HttpRequest } from '@adonisjs/core/http'
import { FieldNames } from './field_names.ts'

type PartHandler = (part: { resume(): void }, ...rest: never[]) => unknown

/** What is used of the multipart body of a request. */
interface Multipart {
  onFile(name: string, options: object, handler: PartHandler): unknown
  process(...config: unknown[]): Promise<unknown>
}

/** What is used of a file or a field without an end that the parser has found. */
type Part = EventEmitter & { name?: string }

/** What is used of the parser, which is a stream that the request is piped into. */
type Parser = Writable & { handleError(error: Error): void }

/**
 * Names that the plain object of handlers has already: the first ones by its prototype, and the last two by
 * what `__proto__` makes that prototype.
 */
const TAKEN = [...Object.getOwnPropertyNames(Object.prototype), 'handler', 'options']

/**
 * Keeps a form from ending or blocking the process, where `@adonisjs/bodyparser` (11.0.4) and its parser do not:
 *
 * - It looks the handler of a file up in a plain object, so that `__proto__` and `constructor` find what every object
 *   has. Here each of these names gets the handler of all other files.
 * - Nobody listens to the errors of a file that is passed over, so that a body which ends within it throws. Here
 *   somebody listens.
 * - What the parser throws on a header, such as `filename*=utf-8''%`, is thrown where the request is read. Here it is
 *   an error of the form.
 * - A name of a field may ask for a list or a depth without end. Here `FieldNames` says which are taken.
 *
 * To be removed with its tests, which say when Adonis has repaired it.
 */
export function guardMultipart(): void {
  Object.defineProperty(HttpRequest.prototype, 'multipart', {
    configurable: true,
    get: () => undefined,
    set(this: HttpRequest, multipart: Multipart) {
      guard(multipart, this.request)
      Object.defineProperty(this, 'multipart', {
        configurable: true,
        enumerable: true,
        writable: true,
        value: multipart,
      })
    },
  })
}

function guard(multipart: Multipart, request: IncomingMessage): void {
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
    return withParser(request, () => process(...config))
  }
}

/** Guards the parser that the request is piped into meanwhile: nothing else leads to it. */
function withParser<T>(request: IncomingMessage, run: () => T): T {
  const pipe = request.pipe.bind(request)
  request.pipe = (destination, options) => {
    guardParser(destination as unknown as Parser)
    return pipe(destination, options)
  }
  try {
    return run()
  } finally {
    Reflect.deleteProperty(request, 'pipe')
  }
}

function guardParser(parser: Parser): void {
  const names = new FieldNames()
  const emit = parser.emit.bind(parser)
  parser.emit = (event: string | symbol, ...args: unknown[]) => {
    if (event === 'part') (args[0] as Part).on('error', () => {})
    const name = event === 'part' ? (args[0] as Part).name : event === 'field' ? args[0] : ''
    if (names.accepts(String(name ?? ''))) return emit(event, ...args)
    parser.handleError(
      invalid('A name of a field is too long, too deep, or asks for too long a list')
    )
    return true
  }
  const write = parser._write.bind(parser)
  parser._write = (chunk, encoding, done) => {
    try {
      write(chunk, encoding, done)
    } catch {
      parser.handleError(invalid('Invalid multipart request'))
    }
  }
}

function invalid(message: string): Error {
  return new Exception(message, { status: 400, code: 'E_INVALID_MULTIPART_REQUEST' })
}
