/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { BaseSerializer, Collection, Item } from '@adonisjs/core/transformers'
import type {
  UnpackAsTopLevelCollection,
  UnpackAsTopLevelItem,
} from '@adonisjs/core/types/transformers'
import type { JsonValue } from '../protocol/main.ts'

/** Makes plain objects of what transformers describe, as `ctx.serialize` does, with nothing around them. */
class ResourceSerializer extends BaseSerializer<{ Wrap: undefined }> {
  wrap = undefined

  definePaginationMetaData(): undefined {
    return undefined
  }
}

export const serializer = new ResourceSerializer()

/** What a transformer's `transform()` returns: one item, or a list of them. */
export type Resource = InstanceType<typeof Item> | InstanceType<typeof Collection>

/** What a browser gets of a value: of what a transformer's `transform()` returns what it makes, and null for nothing. */
export type Serialized<Value> = Value extends null | undefined | void
  ? null
  : Value extends { readonly $type: 'item' }
    ? UnpackAsTopLevelItem<Value, undefined>
    : Value extends { readonly $type: 'collection' }
      ? UnpackAsTopLevelCollection<Value, undefined>
      : Value

/** Whether a value is what a transformer's `transform()` returns: one item, or a list of them. */
export function isResource(value: unknown): value is Resource {
  return value instanceof Item || value instanceof Collection
}

/**
 * What a transformer makes, as a browser gets it: dates are texts, and nobody else has the objects.
 *
 * @throws whatever the transformer throws
 */
export async function serializeResource(
  resource: Resource,
  ctx: HttpContext | undefined
): Promise<JsonValue> {
  const made: unknown = await serializer.serialize(resource as never, ctx?.containerResolver)
  return JSON.parse(JSON.stringify(made)) as JsonValue
}
