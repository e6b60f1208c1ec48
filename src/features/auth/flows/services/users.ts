/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { BaseModel } from '@adonisjs/lucid/orm'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { E_AUTH_MODEL } from '../exceptions.ts'
import { normalized } from './address.ts'
import { digest, newSecret } from './digest.ts'

/** A row of the model of users. */
export type AuthUser = LucidRow & { verifyPassword(password: string): Promise<boolean> }

/** What is used of the model, which has `withAuthFinder()`. */
type AuthModel = LucidModel & {
  hashPassword(user: AuthUser): Promise<void>
}

/** Letters that a password has at most. */
export const LONGEST_PASSWORD = 512

/** Characters of a stamp: it only tells two passwords apart. */
const STAMP_LENGTH = 16

/** The same model, of whose rows nothing follows: no mail of a hook, and no row of another table. */
function withoutAfterHooks(model: AuthModel): AuthModel {
  class Vain extends (model as unknown as typeof BaseModel) {
    static override table = model.table
  }
  Vain.boot()
  for (const moment of ['after:create', 'after:save'] as const) Vain.$hooks.clear(moment)
  return Vain as unknown as AuthModel
}

/** An address that nobody has, and that the database takes for one of the same kind and length. */
function unusedLike(email: string): string {
  const address = normalized(email)
  const domain = address.slice(address.lastIndexOf('@'))
  const name = newSecret().toLowerCase().replace(/\W|_/g, '0')
  return name.padEnd(address.length - domain.length, '0') + domain
}

/** The users of the application, as the flows see them. */
export class Users {
  /** Characters of what `stampOf()` returns. */
  readonly stampLength = STAMP_LENGTH
  #config: ResolvedAuthConfig
  #db: Database
  #model: Promise<AuthModel> | undefined
  #dummy: Promise<AuthUser> | undefined

  constructor(config: ResolvedAuthConfig, db: Database) {
    this.#config = config
    this.#db = db
  }

  /**
   * The model, which is loaded and looked at once.
   *
   * @throws E_AUTH_MODEL
   */
  model(): Promise<AuthModel> {
    return (this.#model ??= this.#load())
  }

  /** Whose address it is, however it is written. */
  async findByEmail(email: string): Promise<AuthUser | undefined> {
    const address = normalized(email)
    const rows = await this.#rowsAt(email)
    return rows.find((row) => normalized(this.emailOf(row)) === address)
  }

  async findById(id: string | number): Promise<AuthUser | undefined> {
    const model = await this.model()
    return ((await model.find(id)) as AuthUser | null) ?? undefined
  }

  /**
   * Checks a password, and takes as long for an account that is not there.
   */
  async hasPassword(user: AuthUser | undefined, password: string): Promise<boolean> {
    const hash = user && this.#read(user, 'password')
    const checked = user && hash ? user : await (this.#dummy ??= this.#makeDummy())
    // Hashing a long text keeps the process busy, and nobody has such a password
    const matches = await checked.verifyPassword(password.length > LONGEST_PASSWORD ? '' : password)
    return matches && checked === user
  }

  /**
   * Does what adding an account does, and takes it back: what the database refuses of an account, it refuses for an
   * address that is taken as well, and after the same time. What the model does behind it is left out.
   */
  async createInVain(
    email: string,
    password: string,
    fields: Record<string, unknown>
  ): Promise<void> {
    const model = withoutAfterHooks(await this.model())
    const user = this.#filled(model, unusedLike(email), password, fields)
    const trx = await this.#db.connection(model.connection).transaction()
    try {
      await user.useTransaction(trx).save()
    } finally {
      await trx.rollback()
    }
  }

  /**
   * Adds an account.
   *
   * @param fields - further attributes, each validated by the application
   * @returns undefined when somebody else has the address
   */
  async create(
    email: string,
    password: string,
    fields: Record<string, unknown>
  ): Promise<AuthUser | undefined> {
    const model = await this.model()
    const user = this.#filled(model, normalized(email), password, fields)
    try {
      await user.save()
      return user
    } catch (error) {
      // Two registrations at the same moment, or accents that mean nothing to the database: its index decides
      const rows = await this.#rowsAt(email)
      if (rows.length > 0) return undefined
      throw error
    }
  }

  /** Changes attributes that a form may change. */
  async update(user: AuthUser, fields: Record<string, unknown>): Promise<void> {
    user.merge(this.#permitted(await this.model(), fields))
    await user.save()
  }

  async setPassword(user: AuthUser, password: string): Promise<void> {
    this.#write(user, 'password', password)
    await user.save()
  }

  /** Nobody can sign in with a password until a new one is set. */
  forgetPassword(user: AuthUser): Promise<void> {
    return this.setPassword(user, newSecret())
  }

  /**
   * Gives an account its earlier address back, and a password that nobody knows.
   *
   * @returns false when somebody else has the address by now
   */
  restore(user: AuthUser, email: string): Promise<boolean> {
    return this.setEmail(user, email, newSecret())
  }

  /** @returns false when somebody else has the address by now */
  async setEmail(user: AuthUser, email: string, password?: string): Promise<boolean> {
    const address = normalized(email)
    const isTaken = async () => {
      const rows = await this.#rowsAt(address)
      return rows.some((row) => this.idOf(row) !== this.idOf(user))
    }
    if (await isTaken()) return false
    this.#write(user, 'email', address)
    if (password !== undefined) this.#write(user, 'password', password)
    if (await this.#hasVerification()) this.#write(user, 'verifiedAt', DateTime.now())
    try {
      await user.save()
      return true
    } catch (error) {
      if (await isTaken()) return false
      throw error
    }
  }

  /**
   * Removes an account, and in the same transaction what else there is of it.
   *
   * @param others - removes that
   */
  async delete(user: AuthUser, others: (client: QueryClientContract) => Promise<void>) {
    const { connection } = await this.model()
    await this.#db.transaction(async (trx) => {
      // Users in another database have a transaction of their own
      if ((connection ?? trx.connectionName) === trx.connectionName) user.useTransaction(trx)
      await others(trx)
      await user.delete()
    })
  }

  async markVerified(user: AuthUser): Promise<void> {
    if (!(await this.#hasVerification())) return
    this.#write(user, 'verifiedAt', DateTime.now())
    await user.save()
  }

  isVerified(user: AuthUser): boolean {
    return Boolean(this.#read(user, 'verifiedAt'))
  }

  emailOf(user: AuthUser): string {
    return String(this.#read(user, 'email'))
  }

  idOf(user: AuthUser): string | number {
    return user.$primaryKeyValue as string | number
  }

  /** Tells the passwords of an account apart: a session or a link of an earlier one is of no use. */
  stampOf(user: AuthUser): string {
    return digest(`${this.idOf(user)}:${String(this.#read(user, 'password'))}`).slice(
      0,
      STAMP_LENGTH
    )
  }

  async #load(): Promise<AuthModel> {
    const { default: model } = await this.#config.user()
    model.boot()
    const { columns, features } = this.#config
    const fail = (problem: string): never => {
      throw new E_AUTH_MODEL([model.name, problem])
    }
    const { hashPassword } = model as AuthModel
    const { verifyPassword } = model.prototype as AuthUser
    if (typeof hashPassword !== 'function' || typeof verifyPassword !== 'function') {
      fail('it needs withAuthFinder() of @adonisjs/auth/mixins/lucid, which hashes passwords')
    }
    for (const name of [columns.email, columns.password]) {
      if (!model.$hasColumn(name)) fail(`it has no attribute "${name}"`)
    }
    if (features.has('verify') && !model.$hasColumn(columns.verifiedAt)) {
      fail(`"verify" needs an attribute "${columns.verifiedAt}" for a date and time, or null`)
    }
    return model as AuthModel
  }

  /** Those that the database takes for one of an address: for some, accents make no difference. */
  async #rowsAt(email: string): Promise<AuthUser[]> {
    const model = await this.model()
    const rows = await model
      .query()
      .whereIn(this.#config.columns.email, [...new Set([normalized(email), email.trim()])])
      .limit(2)
    return rows as AuthUser[]
  }

  async #hasVerification(): Promise<boolean> {
    const model = await this.model()
    return model.$hasColumn(this.#config.columns.verifiedAt)
  }

  /** An account that nobody has, whose password is checked where there is none. */
  async #makeDummy(): Promise<AuthUser> {
    const model = await this.model()
    const user = this.#unsaved(model, newSecret())
    await model.hashPassword(user)
    return user
  }

  #unsaved(model: AuthModel, password: string): AuthUser {
    const user = new model() as AuthUser
    this.#write(user, 'password', password)
    return user
  }

  #filled(
    model: AuthModel,
    email: string,
    password: string,
    fields: Record<string, unknown>
  ): AuthUser {
    const user = this.#unsaved(model, password)
    user.merge(this.#permitted(model, fields))
    this.#write(user, 'email', email)
    return user
  }

  /** Never what flows themselves decide. */
  #permitted(model: AuthModel, fields: Record<string, unknown>): Record<string, unknown> {
    const { email, password, verifiedAt } = this.#config.columns
    const own = new Set([email, password, verifiedAt, model.primaryKey])
    return Object.fromEntries(
      Object.entries(fields).filter(([name]) => !own.has(name) && model.$hasColumn(name))
    )
  }

  #read(user: AuthUser, column: keyof ResolvedAuthConfig['columns']): unknown {
    return (user as unknown as Record<string, unknown>)[this.#config.columns[column]]
  }

  #write(user: AuthUser, column: keyof ResolvedAuthConfig['columns'], value: unknown): void {
    ;(user as unknown as Record<string, unknown>)[this.#config.columns[column]] = value
  }
}
