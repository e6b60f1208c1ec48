/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What a request is refused with. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Who may use the bucket. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** The parts of a signature, wherever a request has them. */
interface Signed {
  credential: string
  date: string
  headers: string[]
  signature: string
  /** What the signature says of the contents. */
  payload: string
}

function read(request: IncomingMessage, query: URLSearchParams): Signed & { expires?: number } {
  if (query.has('X-Amz-Signature')) {
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      date: query.get('X-Amz-Date') ?? '',
      headers: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      signature: query.get('X-Amz-Signature')!,
      payload: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
      expires: Number(query.get('X-Amz-Expires')),
    }
  }
  const {
    authorization = '',
    'x-amz-date': date,
    'x-amz-content-sha256': payload,
  } = request.headers
  const [, credential, headers, signature] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
      authorization
    ) ?? []
  if (!credential) throw new Refusal(403, 'AccessDenied', 'The request is not signed')
  return {
    ...{ credential, signature, headers: headers.split(';') },
    ...{ date: String(date), payload: String(payload) },
  }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )

/** Milliseconds of `20261130T150626Z`. */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z'))
}

/**
 * Checks the signature of a request as S3 does (AWS Signature Version 4): by its headers, or in its address.
 *
 * @param body - its contents
 * @param now - milliseconds
 * @throws Refusal
 */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey }: Credentials,
  now: number
): void {
  const [path, search = ''] = request.url!.split('?', 2)
  const query = new URLSearchParams(search)
  const { credential, date, headers, signature, payload, expires } = read(request, query)
  const [key, day, region, service] = credential.split('/')
  if (key !== accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId', 'Nobody has this key')
  const age = now - timeOf(date)
  if (expires !== undefined && age > expires * 1_000) {
    throw new Refusal(403, 'AccessDenied', 'Request has expired')
  }
  if (Math.abs(age) > (expires === undefined ? 900_000 : 604_800_000)) {
    throw new Refusal(403, 'RequestTimeTooSkewed', 'The clocks differ')
  }
  if (!headers.includes('host')) throw new Refusal(403, 'AccessDenied', 'The host is not signed')
  const pairs = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const lines = headers.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`)
  const canonical = [
    ...[request.method, path, pairs.toSorted().join('&')],
    ...[...lines, '', headers.join(';'), payload],
  ].join('\n')
  const scope = [day, region, service, 'aws4_request'].join('/')
  const text = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n')
  const steps = [day, region, service, 'aws4_request']
  const secret = steps.reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`)
  if (sign(secret, text).toString('hex') !== signature) {
    throw new Refusal(403, 'SignatureDoesNotMatch', 'The signature is of another request')
  }
  if (/^[\da-f]{64}$/.test(payload) && hash(body) !== payload) {
    throw new Refusal(400, 'XAmzContentSHA256Mismatch', 'The contents are other ones')
  }
}
