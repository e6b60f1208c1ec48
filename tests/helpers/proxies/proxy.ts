/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { makeCertificate } from './certificate.ts'
import type { Certificate } from './certificate.ts'
import { blockOf, substitute } from './guide.ts'
import type { GuideLanguage, Substitutions } from './guide.ts'

const GUIDE = 'docs/proxies.md'

export type ProxyName = 'nginx' | 'haproxy' | 'caddy'

/** Where a proxy listens and whom it asks. */
interface Places {
  /** Port of plain HTTP. */
  http: number
  /** Port of TLS. */
  https: number
  /** Ports of the application's processes. */
  upstreams: readonly number[]
  certificate: Certificate
  folder: string
}

/** What one of the proxies needs to run the guide's file. */
interface Program {
  language: GuideLanguage
  /** What stands in the guide, and in its place. */
  substitutions(places: Places): Substitutions
  /** The file with what Debian's own file has around it. */
  whole(file: string, places: Places): string
  command(path: string): [program: string, ...args: string[]]
}

const upstreams = ({ upstreams: [one, two] }: Places): Substitutions => [
  ['127.0.0.1:3333', `127.0.0.1:${one}`],
  ['127.0.0.1:3334', `127.0.0.1:${two}`],
]

const PROGRAMS: Record<ProxyName, Program> = {
  nginx: {
    language: 'nginx',
    substitutions: (places) => [
      ...upstreams(places),
      ['listen 80;', `listen 127.0.0.1:${places.http};`],
      ['listen 443 ssl http2;', `listen 127.0.0.1:${places.https} ssl http2;`],
      ['/etc/ssl/app.pem', places.certificate.file],
      ['/etc/ssl/app.key', places.certificate.key],
    ],
    whole: (file, { folder }) => `
      worker_processes 1;
      daemon off;
      pid ${folder}/nginx.pid;
      error_log stderr notice;
      events { worker_connections 768; }
      http {
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        access_log off;
        client_body_temp_path ${folder}/body;
        proxy_temp_path ${folder}/proxy;
        fastcgi_temp_path ${folder}/fastcgi;
        uwsgi_temp_path ${folder}/uwsgi;
        scgi_temp_path ${folder}/scgi;
        ${file}
      }`,
    command: (path) => ['nginx', '-c', path, '-e', 'stderr'],
  },
  haproxy: {
    language: 'haproxy',
    substitutions: (places) => [
      ...upstreams(places),
      ['bind :80\n', `bind 127.0.0.1:${places.http}\n`],
      ['bind :443 ', `bind 127.0.0.1:${places.https} `],
      ['/etc/ssl/app-and-key.pem', places.certificate.both],
    ],
    whole: (file) => `global\n  maxconn 1000\n  log stderr local0 notice\n\n${file}`,
    command: (path) => ['haproxy', '-db', '-f', path],
  },
  caddy: {
    language: 'caddyfile',
    substitutions: (places) => [
      ...upstreams(places),
      [
        '# tls /etc/ssl/app.pem /etc/ssl/app.key',
        `tls ${places.certificate.file} ${places.certificate.key}`,
      ],
    ],
    whole: (file, { http, https, folder }) => `{
      admin off
      http_port ${http}
      https_port ${https}
      default_bind 127.0.0.1
      storage file_system ${folder}/caddy
    }
    ${file}`,
    command: (path) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', path],
  },
}

export interface ProxyOptions {
  /** Ports of the application's two processes. */
  upstreams: readonly [number, number]
  /** What else differs from the guide's file. */
  changes?: Substitutions
}

/**
 * nginx, HAProxy or Caddy with the file of the guide.
 */
export class Proxy {
  /** Port of TLS. */
  readonly port: number
  /** Port of plain HTTP. */
  readonly plainPort: number
  readonly certificate: Certificate
  #process: ChildProcess
  #folder: string
  #output: () => string

  private constructor(places: Places, process: ChildProcess, output: () => string) {
    this.port = places.https
    this.plainPort = places.http
    this.certificate = places.certificate
    this.#folder = places.folder
    this.#process = process
    this.#output = output
  }

  static async start(name: ProxyName, options: ProxyOptions): Promise<Proxy> {
    const folder = await mkdtemp(join(tmpdir(), `reflex-${name}-`))
    const places: Places = {
      folder,
      http: await getPort(),
      https: await getPort(),
      upstreams: options.upstreams,
      certificate: await makeCertificate(folder),
    }
    const { language, substitutions, whole, command } = PROGRAMS[name]
    const file = substitute(await blockOf(GUIDE, language), [
      ...(options.changes ?? []),
      ...substitutions(places),
    ])
    const path = join(folder, 'config')
    await writeFile(path, whole(file, places))
    const [program, ...args] = command(path)
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        // Where Debian has servers, and few users have it in their PATH
        PATH: `${process.env.PATH}:/usr/sbin`,
        HOME: folder,
      },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    }
    const proxy = new Proxy(places, child, () => output)
    await proxy.#listening()
    return proxy
  }

  async #listening(): Promise<void> {
    for (;;) {
      if (this.#process.exitCode !== null) {
        throw new Error(`${this.#process.spawnfile} has ended:\n${this.#output()}`)
      }
      if (await isOpen(this.port)) return
      await setTimeout(20)
    }
  }

  /** What it has written, for who looks for a reason. */
  get output(): string {
    return this.#output()
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit')
    if (this.#process.exitCode === null && this.#process.kill('SIGTERM')) await ended
    await rm(this.#folder, { recursive: true, force: true })
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
