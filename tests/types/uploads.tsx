/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What TypeScript accepts and rejects of events that take files. Nothing here runs.
 */

import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { State, rx } from '../../index.ts'
import { useReflex, useUpload } from '../../src/react/main.ts'

const avatar = vine.create({ title: vine.string(), avatar: vine.file() })
const photos = vine.create({ album: vine.number(), photos: vine.array(vine.file()).optional() })

class AlbumState extends State {
  @rx.var() key = ''

  @rx.upload(avatar) async setAvatar({ avatar: file, title }: Infer<typeof avatar>) {
    this.key = await file.keep(title, { disk: 's3' })
    return file.size
  }

  @rx.upload(photos, { disk: 's3' }) add(_: Infer<typeof photos>) {}

  @rx.upload(photos, { disk: 's3', direct: true }) addDirectly(_: Infer<typeof photos>) {}

  // @ts-expect-error it is or it is not
  @rx.upload(photos, { direct: 'yes' }) addOddly(_: Infer<typeof photos>) {}

  @rx.event() clear() {}

  // @ts-expect-error its argument is another one
  @rx.upload(avatar) wrong(_: { avatar: string }) {}

  // @ts-expect-error it has no such option
  @rx.upload(avatar, { folder: 'x' }) odd(_: Infer<typeof avatar>) {}
}

export function Album() {
  const album = useReflex(AlbumState)
  void album.setAvatar({ avatar: new File([], 'x'), title: 'x' }).then((size) => {
    const known: number | undefined = size
    return known
  })
  // @ts-expect-error a path is not a file
  void album.setAvatar({ avatar: '/tmp/x', title: 'x' })

  const upload = useUpload(AlbumState, 'add', { field: 'photos', fields: { album: 1 } })
  // @ts-expect-error it takes no files
  useUpload(AlbumState, 'clear')
  // @ts-expect-error it has no such event
  useUpload(AlbumState, 'nothing')
  // @ts-expect-error the field takes no files
  useUpload(AlbumState, 'add', { field: 'album' })
  // @ts-expect-error an album is a number
  useUpload(AlbumState, 'add', { fields: { album: 'one' } })
  // @ts-expect-error files are chosen, not given
  useUpload(AlbumState, 'add', { fields: { photos: [] } })

  return (
    <form action={album.setAvatar} {...upload.dropZone} {...upload.paste}>
      <input {...upload.input} />
      {upload.files.map(({ id, name, progress }) => (
        <progress key={id} aria-label={name} value={progress} />
      ))}
    </form>
  )
}
