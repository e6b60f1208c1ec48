/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const pictureValidator = vine.create({
  title: vine.string().minLength(3).optional(),
  picture: vine.file({ size: '2mb', extnames: ['png', 'jpg', 'jpeg'] }),
})

export const picturesValidator = vine.create({
  pictures: vine.array(vine.file({ size: '2mb', extnames: ['png'] })).maxLength(3),
})

export const failingFileValidator = vine.create({
  file: vine.file(),
  how: vine.enum(['vars', 'session', 'step']),
})

export const anyFileValidator = vine.create({ file: vine.file() })
