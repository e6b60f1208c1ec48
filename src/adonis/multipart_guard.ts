/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventEmitter } from 'node:events'
import { unlink } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Writable } from 'node:stream'
import { Exception } from '@adonisjs/core/exceptions'
import { HttpRequest } from '@adonisjs/core/http'
import { FieldNames } from './field_names.ts'

type PartHandler = (part: { resume(): void }, ...rest: never[]) => unknown

/** What the body parser's own handler says of a file. */
type Handled = { tmpPath?: string } | undefined

/** What is used of the multipart body of a request. */
interface Multipart {
  onFile(name: string, options: object, handler: PartHandler): unknown
  process(...config: unknown[]): Promise<unknown>
}

/** What is used of a file or a field without an end that the parser has found. */
type Part = EventEmitter & { name?: string; filename?: string }

/** What is used of the parser, which is a stream that the request is piped into. */
type Parser = Writable & { handleError(error: Error): void }

/**
 * Names that the plain object of handlers has already: the first ones by its prototype, and the last two by
 * what `__proto__` makes that prototype.
 */
const TAKEN = [...Object.getOwnPropertyNames(Object.prototype), 'handler', 'options']

/** Handlers of routes whose forms leave no files behind. */
const tidy = new WeakSet<object>()

/**
 * Has the files of forms removed that are posted to a route, when they are answered: those that nobody has moved, and
 * whoever answers. The middleware that refuses a form, for want of a token, runs after the body parser.
 *
 * @param handler - of the route
 */
export function tidyForms(handler: object): void {
  tidy.add(handler)
}

/**
 * Keeps a form from ending or blocking the process, where `@adonisjs/bodyparser` (11.0.4) and its parser do not:
 *
 * - It looks the handler of a file up in a plain object, so that `__proto__` and `constructor` find what every object
 *   has. Here each of these names gets the handler of all other files.
 * - Nobody listens to the errors of a file that is passed over, so that a body which ends within it throws. Here
 *   somebody listens.
 * - What the parser throws on a header, such as `filename*=utf-8''%`, is thrown where the request is read. Here it is
 *   an error of the form.
 * - A name of a field may ask for a list or a depth without end, or set properties of a file, such as the rules that it
 *   is validated by. Here `FieldNames` says which are taken.
 *
 * To be removed with its tests, which say when Adonis has repaired it.
 */
export function guardMultipart(): void {
  Object.defineProperty(HttpRequest.prototype, 'multipart', {
    configurable: true,
    get: () => undefined,
    set(this: HttpRequest, multipart: Multipart) {
      guard(multipart, this)
      Object.defineProperty(this, 'multipart', {
        configurable: true,
        enumerable: true,
        writable: true,
        value: multipart,
      })
    },
  })
}

function guard(multipart: Multipart, { request, ctx }: HttpRequest): void {
  const onFile = multipart.onFile.bind(multipart)
  const process = multipart.process.bind(multipart)
  const named = new Set<string>()
  let others: [options: object, handler: PartHandler] = [{}, (part) => part.resume()]
  const handled: Promise<Handled>[] = []
  multipart.onFile = (name, options, handler) => {
    named.add(name)
    const noted: PartHandler = (...args) => {
      const work = (async () => handler(...args))() as Promise<Handled>
      handled.push(work)
      return work
    }
    if (name === '*') others = [options, noted]
    onFile(name, options, noted)
    return multipart
  }
  multipart.process = (...config) => {
    for (const name of TAKEN) if (!named.has(name)) onFile(name, ...others)
    const work = withParser(request, () => process(...config))
    if (tidy.has(Object(ctx?.route?.handler))) {
      const settled = work.catch(() => {})
      ctx!.response.onFinish(() => void settled.then(() => handled.map(remove)))
    }
    return work
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
    if (event !== 'part' && event !== 'field') return emit(event, ...args)
    const part = event === 'part' ? (args[0] as Part) : undefined
    part?.on('error', () => {})
    const name = String((part ? part.name : args[0]) ?? '')
    if (names.accepts(name, Boolean(part?.filename))) return emit(event, ...args)
    parser.handleError(
      invalid(
        'A name of a field is too long, too deep, asks for too long a list, or leads into a file'
      )
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

/** One that is cut is removed by the body parser. */
async function remove(handled: Promise<Handled>): Promise<void> {
  const { tmpPath } = (await handled.catch(() => undefined)) ?? {}
  if (tmpPath) await unlink(tmpPath).catch(() => {})
}

function invalid(message: string): Error {
  return new Exception(message, { status: 400, code: 'E_INVALID_MULTIPART_REQUEST' })
}
