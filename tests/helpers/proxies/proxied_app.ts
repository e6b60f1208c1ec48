/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { exec, root } from '../../../bin/support/processes.ts'
import { removeApplications, writeApplication } from '../docs/base_application.ts'
import { readDocuments } from '../docs/documents.ts'
import type { Sample } from '../docs/documents.ts'
import { HOST } from './certificate.ts'
import { substitute } from './guide.ts'

const FIXTURE = join(root, 'tests', 'fixtures', 'proxied_app')

/** What the guides say of the application itself, by guide. */
const FROM_GUIDES: Record<string, string[]> = {
  'docs/proxies.md': ['config/app.ts', 'config/static.ts', 'config/reflex.ts'],
  'docs/scaling.md': ['start/health.ts'],
}

let building: Promise<string> | undefined

async function guideFiles(): Promise<Sample[]> {
  const documents = await readDocuments()
  return Object.entries(FROM_GUIDES).flatMap(([path, files]) => {
    const samples = documents.find((document) => document.path === path)!.samples
    return files.map((file) => samples.find((sample) => sample.path === file)!)
  })
}

/** An application with the files of the guides, built for production. */
async function build(): Promise<string> {
  const folder = await writeApplication('proxied', await guideFiles())
  await cp(FIXTURE, folder, { recursive: true })
  const file = join(folder, 'adonisrc.ts')
  const source = substitute(await readFile(file, 'utf8'), [
    [
      "() => import('reflex-adonis/reflex_provider'),",
      "() => import('@adonisjs/redis/redis_provider'), () => import('reflex-adonis/reflex_provider'),",
    ],
    [
      "() => import('#start/routes'),",
      "() => import('#start/routes'), () => import('#start/health'),",
    ],
  ])
  await writeFile(file, source)
  await exec('node', ['ace.js', 'build'], { cwd: folder, stdio: 'pipe', all: true })
  // As an application's own code for the server is built
  const own = join(folder, 'build', 'public', 'assets', 'server')
  await mkdir(own)
  await writeFile(join(own, 'ssr.js'), 'const secret = 1')
  await mkdir(join(folder, 'build', 'tmp'), { recursive: true })
  return join(folder, 'build')
}

/** Removes the application that tests have built. */
export async function removeProxiedApp(): Promise<void> {
  await building?.catch(() => {})
  await removeApplications()
}

/** One process of the application. */
class Member {
  readonly port: number
  #env: NodeJS.ProcessEnv
  #process: ChildProcess | undefined
  #folder: string
  #output = ''

  constructor(port: number, folder: string, env: NodeJS.ProcessEnv) {
    this.port = port
    this.#folder = folder
    this.#env = { ...env, PORT: String(port) }
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** What it has written. */
  get output(): string {
    return this.#output
  }

  /** Starts it, and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['bin/server.js'], {
      cwd: this.#folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    }
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error(`A process has ended:\n${this.#output}`)
      await setTimeout(50)
    }
  }

  async #isReady(): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(
      () => undefined
    )
    await response?.arrayBuffer()
    return response?.status === 200
  }

  /** Asks it to stop, as systemd does, and waits until it has. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<[number | null, string | null]> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return [0, null]
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    child.kill(signal)
    return ended
  }
}

/**
 * Two processes of one application, built for production, with one redis.
 */
export class ProxiedApp {
  readonly members: readonly [Member, Member]
  /** The folder of the build. */
  readonly folder: string
  readonly startedAt = new Date()

  private constructor(members: [Member, Member], folder: string) {
    this.members = members
    this.folder = folder
  }

  /**
   * @param env - environment of its processes
   */
  static async start(env: Record<string, string> = {}): Promise<ProxiedApp> {
    const folder = await (building ??= build())
    const shared = {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      APP_URL: `https://${HOST}`,
      APP_KEY: randomBytes(16).toString('hex'),
      SESSION_DRIVER: 'cookie',
      REDIS_PREFIX: `proxied-${randomUUID()}:`,
      ...env,
    }
    const ports = [await getPort(), await getPort()]
    const [one, two] = ports.map((port) => new Member(port, folder, shared))
    const app = new ProxiedApp([one, two], folder)
    await Promise.all([one.start(), two.start()])
    return app
  }

  get ports(): readonly [number, number] {
    return [this.members[0].port, this.members[1].port]
  }

  /** What its processes have written. */
  get output(): string {
    return this.members.map(({ output }) => output).join('')
  }

  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop('SIGKILL')))
  }
}
