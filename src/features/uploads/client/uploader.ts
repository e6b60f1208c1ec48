/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ReflexError, unknownOutcome } from '../../../client/main.ts'
import type { CalledFile, ClientFeatureContext, FileCall } from '../../../client/main.ts'
import { UPLOAD_EVENT } from '../../../protocol/main.ts'
import { ask, put } from './transport.ts'

/** Milliseconds between attempts to go on. Each byte that comes through begins them anew. */
const PAUSES = [200, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/** Claims in a row that may be asked for anew before a byte comes through. */
const RENEWALS = 3

/** Milliseconds to wait for a new claim. */
const RENEWAL_TIME = 2_000

/** Statuses of failures that may be over in a moment. */
const PASSING = new Set([408, 409, 425, 429])

/** What the server says to files. */
export interface Admission {
  /** By the names that stand for them. */
  claims: Record<string, string>
  /** Where files go instead, by the same names. */
  to?: Record<string, string>
  /** Bytes of one request. */
  chunk: number
  /** Requests at once. */
  at: number
}

/** What has become of the wish to send files. */
export interface Claimed {
  /** Undefined where they were refused, or the page was led elsewhere. */
  admission?: Admission
  /** Why they were refused, by field. */
  errors?: Record<string, string>
}

export interface SendOptions {
  signal: AbortSignal
  /** Hears how many bytes have left. */
  progress?: (sent: number) => void
}

/**
 * Brings files to the server: asks for claims over the socket, and sends bytes over HTTP, some at a time. Where the
 * line is cut, they go on with the byte where it was.
 */
export class Uploader {
  #context: ClientFeatureContext
  #running = 0
  /** Begin requests that wait for others. */
  #waiting: (() => void)[] = []
  /** End pauses. */
  #pauses = new Set<() => void>()
  /** Hear of new claims: null for a file that the server does not know. */
  #renewals = new Map<string, (claim: string | null) => void>()

  constructor(context: ClientFeatureContext) {
    this.#context = context
  }

  /**
   * Takes the files of a call to the server, as `ClientFeature.carry`.
   *
   * @throws ReflexError
   */
  async carry(call: FileCall): Promise<Record<string, string> | null | undefined> {
    const { admission, errors } = await this.claim(call)
    if (!admission) return errors ?? null
    const controller = new AbortController()
    try {
      const send = (file: CalledFile) => this.send(file, admission, controller)
      await Promise.all(call.files.map(send))
    } catch (error) {
      controller.abort()
      this.drop(call.files.map(({ ref }) => ref))
      throw error
    }
  }

  /**
   * Asks whether files may be sent.
   *
   * @throws ReflexError
   */
  claim({ state, event, args, position = 0, files, post }: FileCall): Promise<Claimed> {
    const { promise, resolve, reject } = Promise.withResolvers<Claimed>()
    const listed = files.map(({ ref, file: { name, size, type } }) => ({
      ...{ r: ref, n: name, s: size, t: type },
    }))
    const argument = args[Math.max(0, position - 1)] ?? null
    this.#context.send({
      frame: {
        t: 'event',
        s: state,
        e: UPLOAD_EVENT,
        a: [argument, event, JSON.stringify(listed)],
        ...(position > 0 && { f: 1 }),
      },
      post,
      answer: (frame) => {
        const { x, r } = frame
        if (!x) resolve({ admission: r as unknown as Admission | undefined })
        else if (x.code === 'E_VALIDATION_ERROR') resolve({ errors: x.errors ?? {} })
        else reject(new ReflexError(x))
        this.#context.news(frame)
      },
      over: () => reject(unknownOutcome()),
      fail: reject,
    })
    return promise
  }

  /**
   * Sends the bytes of a file.
   *
   * @throws ReflexError
   */
  async send({ ref, file }: CalledFile, admission: Admission, options: SendOptions): Promise<void> {
    const leave = await this.#enter(admission.at)
    try {
      const address = admission.to?.[ref]
      if (address === undefined) await this.#send({ ref, file }, admission, options)
      else await this.#put({ ref, file }, address, options)
    } finally {
      leave()
    }
  }

  /** Says that files are not wanted any more. */
  drop(refs: string[]): void {
    if (refs.length > 0) this.#context.tell(refs)
  }

  /** The line is there again. */
  wake(): void {
    for (const end of [...this.#pauses]) end()
  }

  /** The server has new claims for files. */
  renewed(claims: Record<string, string | null>): void {
    for (const [ref, claim] of Object.entries(claims)) this.#renewals.get(ref)?.(claim)
  }

  async #send(
    { ref, file }: CalledFile,
    { claims, chunk }: Admission,
    options: SendOptions
  ): Promise<void> {
    const { signal, progress } = options
    let claim = claims[ref]
    let offset = 0
    let failures = 0
    let renewals = 0
    let isUnsure = false
    while (offset < file.size || isUnsure) {
      signal.throwIfAborted()
      const start = offset
      const request = isUnsure
        ? { claim, signal }
        : {
            ...{ claim, signal, offset: start, bytes: file.slice(start, start + chunk) },
            progress: (sent: number) => progress?.(Math.min(start + sent, file.size)),
          }
      try {
        const answer = await ask(this.#context, request)
        if (answer.offset > offset) failures = renewals = 0
        ;({ offset } = answer)
        isUnsure = false
        progress?.(offset)
      } catch (error) {
        if (signal.aborted) throw error
        if (isRefused(error) && renewals++ < RENEWALS) {
          const renewed = await this.#renew(ref, signal)
          if (renewed === null) throw error
          claim = renewed ?? claim
        } else if (failures >= PAUSES.length || !isPassing(error)) throw error
        await this.#pause(PAUSES[failures++], signal)
        isUnsure = true
      }
    }
  }

  /** Sends a file to where it is kept. A cut line begins it anew: such a service has no part of it. */
  async #put({ ref, file }: CalledFile, address: string, options: SendOptions): Promise<void> {
    const { signal, progress } = options
    let url = address
    let failures = 0
    let renewals = 0
    for (;;) {
      signal.throwIfAborted()
      try {
        await put(this.#context, { url, bytes: file.slice(), signal, progress })
        return
      } catch (error) {
        if (signal.aborted) throw error
        if ((error as ReflexError).status === 403 && renewals++ < RENEWALS) {
          // Its time may be over
          const renewed = await this.#renew(ref, signal)
          if (renewed === null) throw error
          url = renewed ?? url
        } else if (failures >= PAUSES.length || !isPassing(error)) throw error
        await this.#pause(PAUSES[failures++], signal)
      }
    }
  }

  /**
   * Asks for a new claim, or address: the session of the tab may have another id since, as after a login.
   *
   * @returns null for a file that the server does not know; undefined where no answer has come
   */
  async #renew(ref: string, signal: AbortSignal): Promise<string | null | undefined> {
    let claim: string | null | undefined
    const heard = new AbortController()
    this.#renewals.set(ref, (given) => {
      claim = given
      heard.abort()
    })
    this.#context.tell(ref)
    await this.#pause(RENEWAL_TIME, AbortSignal.any([signal, heard.signal]))
    this.#renewals.delete(ref)
    return claim
  }

  /** Waits until fewer requests run. */
  async #enter(limit: number): Promise<() => void> {
    while (this.#running >= limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    this.#running++
    return () => {
      this.#running--
      this.#waiting.shift()?.()
    }
  }

  async #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const { environment } = this.#context
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = environment.setTimeout(resolve, milliseconds)
    this.#pauses.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    environment.clearTimeout(timer)
    this.#pauses.delete(resolve)
  }
}

function isRefused(error: unknown): boolean {
  const { code } = error as ReflexError
  return code === 'E_UPLOAD_CLAIM'
}

function isPassing(error: unknown): boolean {
  const { status } = error as ReflexError
  return PASSING.has(status) || status === 0 || (status >= 500 && status !== 507)
}
