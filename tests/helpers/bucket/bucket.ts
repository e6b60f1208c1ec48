/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { checkSignature, Refusal } from './signature.ts'
import type { Credentials } from './signature.ts'

/** What is kept under a key. */
export interface StoredObject {
  bytes: Buffer
  type: string
  at: Date
  /** As `x-amz-acl` says it. */
  access?: string
}

/** Objects of one page of a list. */
const PAGE = 1_000

/**
 * A service that keeps objects as S3 does, as far as Drive and browsers use it: it checks signatures, times, lengths and checksums.
 */
export class Bucket {
  readonly name: string
  readonly objects = new Map<string, StoredObject>()
  /** Each request, as `PUT key`. */
  readonly requests: string[] = []
  /** Milliseconds that its clock is ahead. */
  ahead = 0
  /** Called before each request is answered. */
  before: (request: IncomingMessage) => Promise<void> | void = () => {}
  #credentials: Credentials
  #server: Server

  constructor(name: string, credentials: Credentials) {
    this.name = name
    this.#credentials = credentials
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, 'localhost')
    await once(this.#server, 'listening')
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  keys(): string[] {
    return [...this.objects.keys()].toSorted()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'PUT')
      response.setHeader('access-control-allow-headers', '*')
      response.writeHead(204).end()
      return
    }
    try {
      const body = await buffer(request)
      await this.before(request)
      if (request.socket.destroyed) return
      checkSignature(request, body, this.#credentials, Date.now() + this.ahead)
      const { pathname, searchParams } = new URL(request.url!, 'http://bucket')
      const prefix = `/${this.name}`
      if (pathname !== prefix && !pathname.startsWith(`${prefix}/`)) {
        throw new Refusal(404, 'NoSuchBucket', 'There is no such bucket')
      }
      const key = decodeURIComponent(pathname.slice(prefix.length + 1))
      this.requests.push(`${request.method} ${key}`)
      this.#do(request, response, { key, body, query: searchParams })
    } catch (error) {
      if (response.destroyed) return
      const { status = 500, code = 'InternalError', message } = error as Refusal
      const text = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
      response.writeHead(status, { 'content-type': 'application/xml' }).end(text)
    }
  }

  #do(
    { method, headers }: IncomingMessage,
    response: ServerResponse,
    { key, body, query }: { key: string; body: Buffer; query: URLSearchParams }
  ): void {
    if (method === 'GET' && query.get('list-type') === '2') return this.#list(response, query)
    if (method === 'PUT') {
      const source = headers['x-amz-copy-source']
      if (typeof source === 'string')
        return this.#copy(response, key, decodeURIComponent(source), headers)
      const checksum = query.get('x-amz-checksum-crc32') ?? headers['x-amz-checksum-crc32']
      const own = Buffer.alloc(4)
      own.writeUInt32BE(crc32(body))
      if (typeof checksum === 'string' && checksum !== own.toString('base64')) {
        throw new Refusal(400, 'BadDigest', 'The checksum is of other contents')
      }
      const type = headers['content-type'] ?? 'binary/octet-stream'
      this.objects.set(key, { bytes: body, type, at: new Date(), access: accessOf(headers) })
      response.setHeader('etag', etagOf(body))
      response.writeHead(200).end()
      return
    }
    if (method === 'DELETE') {
      this.objects.delete(key)
      response.writeHead(204).end()
      return
    }
    const found = this.objects.get(key)
    if (!found) throw new Refusal(404, 'NoSuchKey', 'The key does not exist')
    const { bytes, type, at } = found
    response.writeHead(200, {
      ...{ 'content-type': type, 'content-length': bytes.length, 'etag': etagOf(bytes) },
      'last-modified': at.toUTCString(),
    })
    response.end(method === 'HEAD' ? undefined : bytes)
  }

  #copy(
    response: ServerResponse,
    key: string,
    source: string,
    headers: IncomingMessage['headers']
  ): void {
    const found = this.objects.get(source.replace(`/${this.name}/`, ''))
    if (!found) throw new Refusal(404, 'NoSuchKey', 'The key does not exist')
    const isReplaced = headers['x-amz-metadata-directive'] === 'REPLACE'
    const type = isReplaced ? (headers['content-type'] ?? 'binary/octet-stream') : found.type
    this.objects.set(key, { bytes: found.bytes, type, at: new Date(), access: accessOf(headers) })
    const result = `<CopyObjectResult><ETag>${etagOf(found.bytes)}</ETag></CopyObjectResult>`
    response.writeHead(200, { 'content-type': 'application/xml' }).end(result)
  }

  #list(response: ServerResponse, query: URLSearchParams): void {
    const prefix = query.get('prefix') ?? ''
    const after = query.get('continuation-token') ?? ''
    const keys = this.keys().filter((key) => key.startsWith(prefix) && key > after)
    const page = keys.slice(0, PAGE)
    const contents = page.map((key) => {
      const { bytes, at } = this.objects.get(key)!
      const size = `<Size>${bytes.length}</Size><ETag>${etagOf(bytes)}</ETag>`
      return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified>${size}</Contents>`
    })
    const more = keys.length > page.length
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    const head = `<KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}`
    const text = `<ListBucketResult>${head}${contents.join('')}</ListBucketResult>`
    response.writeHead(200, { 'content-type': 'application/xml' }).end(text)
  }
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

function accessOf({ 'x-amz-acl': access }: IncomingMessage['headers']): string | undefined {
  return typeof access === 'string' ? access : undefined
}
