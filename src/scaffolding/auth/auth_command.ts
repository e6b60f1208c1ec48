/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { BaseCommand } from '@adonisjs/core/ace'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { stubsRoot } from '../../../stubs/main.ts'
import type { AuthFeature } from '../../features/auth/flows/main.ts'
import { isPrefix } from '../../features/auth/main.ts'
import { Formatter } from '../formatter.ts'
import { ApplicationFacts } from '../models/application_facts.ts'
import { FileWriter } from '../models/file_writer.ts'
import { FEATURES, PACKAGES_OF, stubsOf } from './auth_files.ts'
import { addAuthCall, addAuthConfig, addVerifiedAt } from './edits.ts'
import { fileHas, forcesJson, pageData } from './page_data.ts'
import { ReadyFiles } from './ready_files.ts'

/** What `make:auth` is asked for. */
export interface AuthRequest {
  /** All that there are when left out. */
  features: readonly string[] | undefined
  /** What the routes of the pages begin with. */
  prefix: string
  /** Whether the application mounts the ready pages, and gets none of its own. */
  ready: boolean
  force: boolean
  diff: boolean
  /** Whether missing packages are installed, or named. */
  install: boolean
}

/** Packages that the flows need, by what they bind in the container. */
const PACKAGES: Record<string, string> = {
  'lucid.db': '@adonisjs/lucid',
  'auth.manager': '@adonisjs/auth',
  'mail.manager': '@adonisjs/mail',
  'limiter.manager': '@adonisjs/limiter',
}

/** The option for the address, and what it needs. */
const APP_URL = { option: `appUrl: env.get('APP_URL')`, import: `import env from '#start/env'` }

/** Files that are edited, and formatted as the application formats its own. */
const EDITED = [
  'config/reflex.ts',
  'app/models/user.ts',
  'adonisrc.ts',
  'start/kernel.ts',
  'start/env.ts',
  'start/routes.ts',
]

/** Writes pages, states, mails, migrations and a test for the flows of accounts. */
export class AuthCommand {
  #command: BaseCommand
  #request: AuthRequest
  #facts: ApplicationFacts
  #features: ReadonlySet<AuthFeature>

  constructor(command: BaseCommand, request: AuthRequest) {
    this.#command = command
    this.#request = request
    this.#facts = new ApplicationFacts(command.app)
    this.#features = new Set((request.features ?? FEATURES) as readonly AuthFeature[])
  }

  /** Writes everything, or says what is missing. */
  async run(): Promise<void> {
    const { app } = this.#command
    const model = await this.#model()
    if (!model) return
    const formatter = new Formatter(app.makePath())
    await formatter.remember(EDITED)
    await this.#writeFiles(model)
    if (this.#request.diff) return
    await this.#installPackages()
    const knowsUrl = await this.#has('config/app.ts', /^export const appUrl\b/m)
    if (!knowsUrl) await this.#addUrl()
    await this.#edit(
      'config/reflex.ts',
      (text) => addAuthConfig(text, this.#options(), knowsUrl ? [] : [APP_URL]),
      'Add auth: defineAuth({ … }) of "reflex-adonis/auth" to config/reflex.ts'
    )
    if (this.#features.has('verify') && !(await this.#hasSchema())) {
      await this.#edit(
        'app/models/user.ts',
        (text) => addVerifiedAt(text, model.name),
        `Add a column "emailVerifiedAt" for a date and time to the model ${model.name}`
      )
    }
    const codemods = await this.#command.createCodemods()
    await codemods.registerMiddleware('router', [{ path: 'reflex-adonis/auth/session_middleware' }])
    await this.#limitInMemory()
    if (this.#request.ready) await this.#mountReady()
    await formatter.format()
    // Those that the application has of its own now are not needed any more
    await new ReadyFiles(app).write()
    this.#tell()
  }

  /** @returns undefined when something is missing, which has been said */
  async #model(): Promise<LucidModel | undefined> {
    const { app } = this.#command
    const fail = (message: string): undefined => {
      this.#command.logger.error(message)
      this.#command.exitCode = 1
    }
    const unknown = [...this.#features].find((feature) => !FEATURES.includes(feature))
    if (unknown !== undefined) {
      return fail(`There is no feature "${unknown}". There are: ${FEATURES.join(', ')}`)
    }
    if (this.#features.has('verify') && !this.#features.has('reset')) {
      return fail('The feature "verify" needs "reset"')
    }
    const { prefix } = this.#request
    if (prefix !== '' && !isPrefix(prefix)) {
      return fail(`"${prefix}" is not a prefix. Write --prefix=/account`)
    }
    const missing = Object.entries(PACKAGES).filter(([key]) => !app.container.hasBinding(key))
    if (missing.length > 0) {
      const lines = missing.map(([, name]) => `node ace add ${name}`)
      return fail(`Packages are missing. Run, and this command again: ${lines.join(', ')}`)
    }
    if (!(await this.#hasSessionGuard())) {
      return fail(
        'The default guard in config/auth.ts is not a session guard. Make it with: node ace configure @adonisjs/auth --guard=session'
      )
    }
    if (!(await this.#facts.hasAuth())) {
      return fail(
        'The pages need the named middleware "auth". Add it to router.named() in start/kernel.ts: auth: () => import("#middleware/auth_middleware")'
      )
    }
    if (await forcesJson(app.makePath())) {
      return fail(
        'start/kernel.ts has all requests answered with JSON, so guests of a page are not sent to the login. Take "#middleware/force_json_response_middleware" out of it, and call it for the routes of the API: .use(new ForceJsonResponseMiddleware().handle)'
      )
    }
    const model = await this.#facts.userModel()
    if (!model) return fail('There is no model User. Make it with: node ace make:model User')
    model.boot()
    return model
  }

  /** The flows log in with it. A guard whose name is not plain to read is taken for one. */
  async #hasSessionGuard(): Promise<boolean> {
    const path = this.#command.app.makePath('config/auth.ts')
    const text = await readFile(path, 'utf8').catch(() => '')
    const [, name] = /\bdefault:\s*['"](\w+)['"]/.exec(text) ?? []
    const [, made] = new RegExp(`\\b${name}:\\s*(\\w+Guard)\\(`).exec(text) ?? []
    return made === undefined || made === 'sessionGuard'
  }

  async #writeFiles(model: LucidModel): Promise<void> {
    const writer = new FileWriter(this.#command, this.#request)
    const { prefix } = this.#request
    const hasName = model.$hasColumn('fullName')
    const pages = { features: this.#features, prefix, hasName }
    const data = {
      ...(await pageData(this.#command.app.makePath(), pages)),
      table: model.table,
      migration: await this.#migrations(),
      values: ['email', 'password', ...(hasName ? ["fullName: 'Ada'"] : [])],
      directory: this.#facts.testDirectory,
    }
    for (const stub of this.#request.ready ? [] : stubsOf(this.#features)) {
      await writer.write(stubsRoot, `make/auth/${stub}.stub`, data)
    }
    await writer.write(stubsRoot, 'make/auth/migrations/tables.stub', data)
    if (this.#features.has('verify')) {
      await writer.write(stubsRoot, 'make/auth/migrations/users.stub', data)
    }
    if (this.#request.ready) return
    if (data.directory !== undefined) await writer.write(stubsRoot, 'make/auth/test.stub', data)
    else
      this.#command.logger.warning('No test was written: there is no suite for it in adonisrc.ts')
  }

  /** Names of the migrations: those that are there stay. */
  async #migrations() {
    const folder = this.#command.app.makePath('database/migrations')
    const files = await readdir(folder).catch((): string[] => [])
    const now = Date.now()
    const named = (name: string, number: number) =>
      files.find((file) => file.endsWith(`_${name}.ts`)) ?? `${now + number}_${name}.ts`
    return {
      users: named('add_email_verified_at_to_users', 0),
      tables: named('create_auth_tables', 1),
    }
  }

  async #installPackages(): Promise<void> {
    const manifest = await readFile(this.#command.app.makePath('package.json'), 'utf8')
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> }
    const needed = [...this.#features].flatMap((feature) => PACKAGES_OF[feature] ?? [])
    const missing = needed.filter((name) => !(name in dependencies))
    if (missing.length === 0) return
    const codemods = await this.#command.createCodemods()
    const packages = missing.map((name) => ({ name, isDevDependency: false }))
    if (!this.#request.install) await codemods.listPackagesToInstall(packages)
    else await codemods.installPackages(packages)
  }

  /** Tests run in a transaction, for whose end a limiter in the same database would wait. */
  async #limitInMemory(): Promise<void> {
    const { app, logger } = this.#command
    if (!(await this.#has('config/limiter.ts', /LIMITER_STORE/))) return
    const path = app.makePath('.env.test')
    const text = await readFile(path, 'utf8').catch(() => '')
    const action = logger.action('update .env.test file')
    if (/^LIMITER_STORE=/m.test(text)) return action.skipped('Nothing to change')
    await writeFile(path, `${text.trimEnd()}\nLIMITER_STORE=memory\n`.trimStart())
    action.succeeded()
  }

  /** The address in links of mails comes from the environment. */
  async #addUrl(): Promise<void> {
    const codemods = await this.#command.createCodemods()
    await codemods.defineEnvVariables({ APP_URL: 'http://localhost:3333' })
    await codemods.defineEnvValidations({
      variables: { APP_URL: `Env.schema.string({ format: 'url', tld: false })` },
      leadingComment: 'What links of mails begin with',
    })
  }

  #options(): string[] {
    const features = [...this.#features].map((feature) => `'${feature}'`).join(', ')
    const { prefix } = this.#request
    return [
      `user: () => import('#models/user')`,
      `features: [${features}]`,
      ...(prefix === '' ? [] : [`prefix: '${prefix}'`]),
      ...(this.#request.ready ? [] : [`mailViews: 'emails/auth'`]),
    ]
  }

  /** The call that mounts the ready pages, and the hook that writes them. */
  async #mountReady(): Promise<void> {
    await this.#edit(
      'start/routes.ts',
      addAuthCall,
      'Add reflex.auth({ middleware }) to start/routes.ts, with the named middleware'
    )
    const codemods = await this.#command.createCodemods()
    await codemods.updateRcFile((rcFile) => {
      rcFile.addAssemblerHook('init', 'reflex-adonis/auth/pages_hook')
    })
  }

  /** Whether the columns of the model come from `database/schema.ts`, which migrations write. */
  #hasSchema(): Promise<boolean> {
    return this.#has('app/models/user.ts', /['"]#database\/schema['"]/)
  }

  async #edit(file: string, change: (text: string) => string | undefined, byHand: string) {
    const { app, logger } = this.#command
    const path = app.makePath(file)
    const before = existsSync(path) ? await readFile(path, 'utf8') : undefined
    const after = before === undefined ? undefined : change(before)
    if (after === undefined) return logger.warning(byHand)
    const action = logger.action(`update ${file} file`)
    if (after === before) return action.skipped('Nothing to change')
    await writeFile(path, after)
    action.succeeded()
  }

  #has(file: string, pattern: RegExp): Promise<boolean> {
    return fileHas(this.#command.app.makePath(), file, pattern)
  }

  #tell(): void {
    const { logger } = this.#command
    logger.info('Run the migrations: node ace migration:run')
    const mounted = this.#request.ready ? 'as reflex.auth()' : 'once reflex.mount()'
    logger.info(`The pages are at ${this.#request.prefix}/login and so on, ${mounted} mounts them`)
    logger.info('Let other routes for these addresses, such as those of a starter kit, give way')
  }
}
