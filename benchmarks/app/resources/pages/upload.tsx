/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useUpload } from 'reflex-adonis/react'
import UploadState from '#states/upload_state'

export default page({ route: '/upload' }, () => {
  const { input } = useUpload(UploadState, 'take')
  return <input {...input} />
})
