import drive from '@adonisjs/drive/services/main'
import type { DriveDisks } from '@adonisjs/drive/types'
import type { LucidRow } from '@adonisjs/lucid/types/model'

/**
 * Removes the file of a row that is gone, once its transaction says that it is.
 */
export async function removeStoredFile(
  { $trx }: LucidRow,
  key: string,
  disk: keyof DriveDisks
): Promise<void> {
  const remove = () => drive.use(disk).delete(key)
  if ($trx) $trx.after('commit', remove)
  else await remove()
}
