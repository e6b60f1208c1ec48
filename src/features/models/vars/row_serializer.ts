/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseSerializer } from '@adonisjs/core/transformers'

/** Makes plain objects of what transformers describe, as `ctx.serialize` does, with nothing around them. */
class RowSerializer extends BaseSerializer<{ Wrap: undefined }> {
  wrap = undefined

  definePaginationMetaData(): undefined {
    return undefined
  }
}

export const serializer = new RowSerializer()
