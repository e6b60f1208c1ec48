/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MultipartFile } from '@adonisjs/core/bodyparser'
import type {} from '@adonisjs/core/providers/vinejs_provider'
import { errors, validateInput } from '../../state/main.ts'
import type { AnyValidator, EventScope } from '../../state/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import { UPLOAD_EVENT } from '../../protocol/main.ts'
import { E_UPLOAD_FIELD } from './exceptions.ts'
import { fileSlots } from './file_fields.ts'
import type { FileField, FileSlot } from './file_fields.ts'
import { clientFileName } from './file_name.ts'
import { extensionOf, isAllowed } from './file_type.ts'

/** A file that a browser wants to send, as the browser tells of it. */
export interface DeclaredFile {
  /** By which the browser names it in the argument of its event. */
  ref: string
  /** Its name, made fit to be shown. */
  name: string
  /** Bytes. */
  size: number
  /** Media type; empty where the browser knows none. */
  type: string
}

/** What a browser may name a file by. */
const REF = /^[\w-]{1,40}$/

/** Characters of a name that are looked at, and of a media type. */
const LONGEST_TEXT = 1_000

/**
 * Reads which files a browser wants to send.
 *
 * @throws E_EVENT_ARGUMENT
 */
export function readDeclared(text: JsonValue | undefined): DeclaredFile[] {
  let files: unknown
  try {
    files = JSON.parse(String(text))
  } catch {
    files = undefined
  }
  const isList = Array.isArray(files) && files.length > 0 && files.every(isDeclared)
  const declared = isList ? (files as SentFile[]) : []
  if (declared.length === 0 || new Set(declared.map(({ r }) => r)).size < declared.length) {
    throw new errors.E_EVENT_ARGUMENT([3, UPLOAD_EVENT, 'It lists files with name and size'])
  }
  return declared.map(({ r, n, s, t }) => ({
    ref: r,
    name: clientFileName(n.slice(0, LONGEST_TEXT)),
    size: s,
    type: t.slice(0, LONGEST_TEXT),
  }))
}

/** A file as a frame has it. */
interface SentFile {
  r: string
  n: string
  s: number
  t: string
}

function isDeclared(value: unknown): value is SentFile {
  const { r, n, s, t } = (value ?? {}) as Partial<SentFile>
  return (
    typeof r === 'string' &&
    REF.test(r) &&
    typeof n === 'string' &&
    typeof t === 'string' &&
    Number.isSafeInteger(s) &&
    s! >= 0
  )
}

/**
 * Refuses files before their first byte, with the messages that the event would have for them: by size and
 * extension, and how many they are.
 */
export class DeclaredRules {
  #fields: readonly FileField[]
  #largest: number
  #validator: AnyValidator | undefined

  /**
   * @param largest - bytes that any file may have
   */
  constructor(fields: readonly FileField[], largest: number) {
    this.#fields = fields
    this.#largest = largest
  }

  /**
   * @param argument - of the event, with refs in the place of files
   * @returns where each file stands
   * @throws E_VALIDATION_ERROR, E_UPLOAD_FIELD
   */
  async check(
    { ctx }: EventScope,
    argument: JsonValue,
    declared: readonly DeclaredFile[]
  ): Promise<void> {
    const data = structuredClone(argument)
    const files = new Map(declared.map((file) => [file.ref, file]))
    for (const slot of fileSlots(this.#fields, data)) {
      const file = files.get(slot.value as string)
      files.delete(slot.value as string)
      slot.set(file ? stand(slot, file) : null)
    }
    for (const { name } of files.values()) throw new E_UPLOAD_FIELD([name])
    this.#validator ??= await createValidator(this.#fields, this.#largest)
    await validateInput(ctx, this.#validator, data)
  }
}

/** A file that is not there yet, with all that is known of it. */
function stand({ name: field, field: { extnames } }: FileSlot, file: DeclaredFile): MultipartFile {
  const { name, size, type } = file
  const extension = extensionOf(name)
  const standIn = createFile(field, name, type, size)
  // What has none may be anything, and an extension may have two names
  const isOpen = extension === '' || isAllowed(extension, extnames)
  standIn.extname = (isOpen && extnames?.[0]) || extension
  return standIn
}

/** A file whose bytes the body parser has not read. */
export function createFile(
  fieldName: string,
  clientName: string,
  type: string,
  size: number
): MultipartFile {
  const headers = { 'content-type': type }
  const file = new MultipartFile({ fieldName, clientName, headers }, {})
  file.size = size
  file.state = 'consumed'
  if (size === 0) refuseEmpty(file)
  return file
}

/** An empty file is a mistake of whoever has chosen it. */
export function refuseEmpty(file: MultipartFile): void {
  const { fieldName, clientName } = file
  file.errors.push({ fieldName, clientName, message: 'The file is empty', type: 'empty' as never })
}

type Vine = Awaited<typeof import('@vinejs/vine')>['default']

/** A validator of nothing but the files of another one. */
async function createValidator(
  fields: readonly FileField[],
  largest: number
): Promise<AnyValidator> {
  const { default: vine } = await import('@vinejs/vine')
  return vine.create(schemaOf(vine, fields, 0, largest) as never)
}

/** @param depth - how much of the paths leads here */
function schemaOf(
  vine: Vine,
  fields: readonly FileField[],
  depth: number,
  largest: number
): unknown {
  const [{ path, size, extnames, most }] = fields
  if (path.length === depth) {
    const options = { size: Math.min(size ?? largest, largest), extnames: extnames?.slice() }
    return vine.file(options).optional().nullable()
  }
  if (path[depth] === '*') {
    const list = vine.array(schemaOf(vine, fields, depth + 1, largest) as never)
    const isLast = path.length === depth + 1
    return (isLast && most !== undefined ? list.maxLength(most) : list).optional()
  }
  const groups = Map.groupBy(fields, (field) => field.path[depth])
  const properties = [...groups].map(([name, group]) => [
    name,
    schemaOf(vine, group, depth + 1, largest),
  ])
  return vine.object(Object.fromEntries(properties) as never).optional()
}
