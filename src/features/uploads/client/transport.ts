/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError, ReflexError } from '../../../client/main.ts'
import type { ClientFeatureContext } from '../../../client/main.ts'
import { UPLOADS_PATH } from '../../../protocol/main.ts'
import type { EventError } from '../../../protocol/main.ts'

/** Milliseconds without a byte after which a request is given up. */
const STALLED = 30_000

/** Some bytes of a file, or the question how many have come. */
export interface UploadRequest {
  claim: string
  /** Undefined to ask. */
  bytes?: Blob
  /** Where they begin in the file. */
  offset?: number
  signal: AbortSignal
  /** Hears how many of them have left. */
  progress?: (sent: number) => void
}

/** A file for a service that keeps it, with an address that the server has signed. */
export interface UploadedBytes {
  url: string
  bytes: Blob
  signal: AbortSignal
  /** Hears how many of them have left. */
  progress?: (sent: number) => void
}

/** What is sent, whoever gets it. */
interface Outgoing {
  method: 'POST' | 'PUT'
  url: string
  headers: Record<string, string>
  /** Whether cookies go with it. */
  isOwn: boolean
  bytes?: Blob
  signal: AbortSignal
  progress?: (sent: number) => void
}

/** How far a file has come. */
export interface UploadAnswer {
  offset: number
  done: boolean
}

interface RawAnswer {
  status: number
  text: string
}

/** The message of whatever is wrong with the line. */
const CUT = 'The file could not be sent. Check your connection'

/**
 * @throws ReflexError; E_UPLOAD_CUT where no answer has come
 */
export async function ask(
  context: ClientFeatureContext,
  request: UploadRequest
): Promise<UploadAnswer> {
  const url = context.address(UPLOADS_PATH)
  const headers: Record<string, string> = { 'upload-claim': request.claim }
  if (request.bytes) {
    headers['upload-offset'] = String(request.offset)
    headers['content-type'] = 'application/octet-stream'
  }
  const { bytes, signal, progress } = request
  const outgoing = { bytes, signal, progress, headers, url, method: 'POST', isOwn: true } as const
  return readAnswer(await answerTo(context, outgoing))
}

/**
 * @throws ReflexError; E_UPLOAD_CUT where no answer has come
 */
export async function put(context: ClientFeatureContext, file: UploadedBytes): Promise<void> {
  const outgoing = { ...file, headers: {}, method: 'PUT', isOwn: false } as const
  const { status } = await answerTo(context, outgoing)
  if (status < 200 || status > 299) throw clientError(status, 'E_UPLOAD_CUT', CUT)
}

/**
 * @throws ReflexError
 */
async function answerTo(context: ClientFeatureContext, outgoing: Outgoing): Promise<RawAnswer> {
  try {
    return await (typeof XMLHttpRequest === 'undefined'
      ? byFetch(context, outgoing)
      : byXhr(outgoing))
  } catch {
    throw clientError(503, 'E_UPLOAD_CUT', CUT)
  }
}

/**
 * @throws ReflexError
 */
function readAnswer({ status, text }: RawAnswer): UploadAnswer {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    read = null
  }
  if (status === 200 && read) return read as UploadAnswer
  // A proxy may have answered
  const { code, message = CUT } = (read ?? {}) as Partial<EventError>
  throw new ReflexError({
    code: 'E_UPLOAD_CUT',
    ...(code && (read as EventError)),
    status,
    message,
  })
}

/** Only this way tells how much has left. */
function byXhr(outgoing: Outgoing): Promise<RawAnswer> {
  const { method, url, headers, isOwn, bytes, signal, progress } = outgoing
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  const xhr = new XMLHttpRequest()
  const abort = () => xhr.abort()
  let timer = setTimeout(abort, STALLED)
  const moved = () => {
    clearTimeout(timer)
    timer = setTimeout(abort, STALLED)
  }
  xhr.open(method, url)
  xhr.withCredentials = isOwn
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
  xhr.upload.onprogress = ({ loaded }) => {
    moved()
    progress?.(loaded)
  }
  xhr.onload = () => resolve({ status: xhr.status, text: xhr.responseText })
  xhr.onerror = xhr.onabort = () => reject(new Error(CUT))
  signal.addEventListener('abort', abort)
  xhr.send(bytes)
  if (signal.aborted) abort()
  return promise.finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  })
}

async function byFetch(
  { environment }: ClientFeatureContext,
  { method, url, headers, isOwn, bytes, signal, progress }: Outgoing
): Promise<RawAnswer> {
  const body = bytes && new Uint8Array(await bytes.arrayBuffer())
  const credentials = isOwn ? 'include' : 'omit'
  const init: RequestInit = { method, body, headers, credentials, signal }
  const answer = await environment.fetch!(url, init)
  progress?.(bytes?.size ?? 0)
  return { status: answer.status, text: (await answer.text?.()) ?? '' }
}
