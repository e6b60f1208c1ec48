/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { execa, type ResultPromise } from 'execa'
import getPort from 'get-port'
import { exec, reachable, root } from '../../bin/support/processes.ts'
import { FrozenRegistry } from './frozen_registry.ts'
import { withOwnVitePort } from './vite_port.ts'

const fixtures = join(root, 'tests', 'fixtures')

/** Folders whose files lie over one another, by application: those of Adonis' starter kits. */
const LAYERS = {
  minimal: [],
  hypermedia: ['kits/web', 'kits/hypermedia'],
  inertia_react: ['kits/web', 'kits/inertia_react'],
  inertia_vue: ['kits/web', 'kits/inertia_vue'],
  api: ['kits/api'],
}

/** An application that can be made. */
export type ApplicationKind = keyof typeof LAYERS

/** What npm and the tests put into the environment, and a program outside of them has not. */
const FOREIGN = /^(npm_(package|lifecycle|command|execpath|node)|npm_config_local_prefix|INIT_CWD)/

/** What a shell has of the machine and the way to the network. */
const OF_MACHINE = /^(HOME|TMPDIR|LANG|TERM|SystemRoot|APPDATA|NODE_EXTRA_CA_CERTS|.*_proxy)$/i

/**
 * The environment of a user's shell, with this Node and without this package's programs.
 *
 * @param registry - where npm installs from
 */
function shellEnvironment(registry: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => OF_MACHINE.test(name) || (/^npm_config_/i.test(name) && !FOREIGN.test(name))
  )
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    PATH: [dirname(process.execPath), ...path].join(delimiter),
    npm_config_registry: registry,
    npm_config_prefer_offline: 'true',
    // Playwright brings no browser: tests have their own
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }
}

/** Names of the files below a folder, without what was installed. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(/[\\/]/).includes('node_modules'))
    .sort()
}

/**
 * A minimal AdonisJS application in a temporary folder, with the packed package installed as a
 * user would install it.
 */
export class FreshApp {
  readonly folder: string
  #builds: string[] = []
  #servers: ResultPromise[] = []
  #development: ResultPromise | undefined
  #registry: FrozenRegistry

  private constructor(folder: string, registry: FrozenRegistry) {
    this.folder = folder
    this.#registry = registry
  }

  /**
   * Makes an application and installs what its package.json names.
   *
   * @param isBare - without the packed package, which npm can install by its name
   */
  static async create(kind: ApplicationKind = 'minimal', isBare = false): Promise<FreshApp> {
    const folder = await mkdtemp(join(tmpdir(), 'fresh-app-'))
    const app = new FreshApp(folder, await FrozenRegistry.start())
    for (const layer of ['fresh_app', ...LAYERS[kind]]) {
      await cp(join(fixtures, layer), app.folder, { recursive: true })
    }
    // In its place it would be the configuration of this repository's linter as well
    const lint = join(app.folder, 'eslint.config')
    if (kind !== 'minimal') await rename(`${lint}.fixture.js`, `${lint}.js`)
    await mkdir(join(app.folder, 'tmp'))

    const env = {
      TZ: 'UTC',
      PORT: await getPort(),
      HOST: 'localhost',
      LOG_LEVEL: 'info',
      NODE_ENV: 'development',
      SESSION_DRIVER: 'cookie',
      APP_KEY: randomBytes(16).toString('hex'),
    }
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`)
    await writeFile(join(app.folder, '.env'), lines.join(''))

    await app.#publish()
    await app.run('npm', 'install', ...(isBare ? [] : ['reflex-adonis']))
    return app
  }

  async #publish(): Promise<void> {
    await exec('npm', ['pack', '--pack-destination', this.folder], { stdio: 'pipe' })
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const tarball = join(this.folder, `${manifest.name}-${manifest.version}.tgz`)
    // What npm installs of a package has neither
    const published = { ...manifest, devDependencies: undefined, workspaces: undefined }
    this.#registry.publish(published, await readFile(tarball))
    await rm(tarball)
  }

  /**
   * Runs a program in the application's folder.
   *
   * @returns what it printed
   * @throws ExecaError when it exits with anything but 0
   */
  async run(program: string, ...args: string[]): Promise<string> {
    const { all } = await execa(program, args, {
      cwd: this.folder,
      env: shellEnvironment(this.#registry.url),
      extendEnv: false,
      all: true,
    })
    return all
  }

  ace(...args: string[]): Promise<string> {
    return this.run('node', 'ace', ...args)
  }

  contents(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8')
  }

  async write(file: string, contents: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true })
    await writeFile(join(this.folder, file), contents)
  }

  /** Hash of every file of the application by name. */
  async fingerprint(): Promise<Record<string, string>> {
    const files = await filesBelow(this.folder)
    const hashes = files.map(async (file) => {
      const contents = await readFile(join(this.folder, file))
      return [file, createHash('sha256').update(contents).digest('hex')]
    })
    return Object.fromEntries(await Promise.all(hashes))
  }

  /**
   * Installs the production build as a server would, away from the sources and without the
   * development dependencies, and starts it.
   *
   * @param commands - that are run there before
   * @returns its address
   */
  async serveBuild(commands: readonly string[] = []): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'fresh-app-build-'))
    this.#builds.push(folder)
    const port = await getPort()
    const env = {
      ...shellEnvironment(this.#registry.url),
      NODE_ENV: 'production',
      TZ: 'UTC',
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      SESSION_DRIVER: 'cookie',
      APP_KEY: randomBytes(16).toString('hex'),
    }
    await cp(join(this.folder, 'build'), folder, { recursive: true })
    for (const command of ['npm ci --omit=dev', ...commands]) {
      const [program, ...args] = command.split(' ')
      await execa(program, args, { cwd: folder, env, extendEnv: false })
    }

    const server = execa('node', ['bin/server.js'], {
      cwd: folder,
      env,
      extendEnv: false,
      all: true,
      reject: false,
    })
    this.#servers.push(server)
    const exited = server.then(({ all }) => {
      throw new Error(`The production build exited:\n${all}`)
    })
    // The test that needs the server sees the failure; afterwards it is expected to exit.
    exited.catch(() => {})

    const url = `http://localhost:${port}`
    await Promise.race([exited, reachable(`http://127.0.0.1:${port}/`)])
    return url
  }

  /**
   * Serves the application as one does while developing it.
   *
   * @returns its address
   */
  develop(): Promise<string> {
    return withOwnVitePort(() => this.#develop())
  }

  async #develop(): Promise<string> {
    const port = await getPort()
    const server = execa('node', ['ace', 'serve', '--hmr', '--no-clear'], {
      cwd: this.folder,
      env: { ...shellEnvironment(this.#registry.url), PORT: String(port), HOST: '127.0.0.1' },
      extendEnv: false,
      all: true,
      reject: false,
      // With its own child, the HTTP server
      detached: true,
    })
    this.#development = server
    const exited = server.then(({ all }) => {
      throw new Error(`The development server exited:\n${all}`)
    })
    exited.catch(() => {})
    await Promise.race([exited, reachable(`http://127.0.0.1:${port}/`)])
    return `http://localhost:${port}`
  }

  /** Ends what `develop` has started. */
  async stop(): Promise<void> {
    if (this.#development?.pid) process.kill(-this.#development.pid, 'SIGKILL')
    await this.#development
    this.#development = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    for (const server of this.#servers) {
      server.kill()
      await server
    }
    const folders = [this.folder, ...this.#builds]
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
    await this.#registry.close()
  }
}
