/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The texts of the flows. Keys in braces are filled in. */
export const en = {
  common: {
    email: 'Email address',
    password: 'Password',
    passwordConfirmation: 'Password again',
    currentPassword: 'Your current password',
    fullName: 'Name',
    save: 'Save',
    back: 'Back to login',
    profile: 'Profile',
    security: 'Security',
    passkeys: 'Passkeys',
    sessions: 'Sessions',
    appearance: 'Appearance',
    logout: 'Log out',
  },
  login: {
    title: 'Log in',
    remember: 'Stay logged in',
    submit: 'Log in',
    passkey: 'Log in with a passkey',
    passkeyFailed: 'Your device did not provide a passkey.',
    forgot: 'Forgot your password?',
    register: 'Create an account',
  },
  challenge: {
    title: 'One more step',
    lead: 'Enter the code that your authenticator app shows, or one of your recovery codes.',
    code: 'Code',
    submit: 'Continue',
  },
  register: {
    title: 'Create an account',
    submit: 'Create account',
    login: 'I already have an account',
  },
  forgot: {
    title: 'Forgot your password?',
    lead: 'We will send you a link to choose a new one.',
    submit: 'Send the link',
  },
  reset: { title: 'Choose a new password', submit: 'Set the password' },
  verify: {
    title: 'Verify your email address',
    lead: 'Press the button to verify your address.',
    submit: 'Verify',
    resendLead: 'Did you not get a link? We can send you a new one.',
    resend: 'Send a new link',
  },
  confirmEmail: {
    title: 'Confirm your new email address',
    lead: 'Press the button to use this address from now on.',
    submit: 'Confirm',
  },
  undoEmail: {
    title: 'Undo the change of your address',
    lead: 'Your account gets its old address back, all browsers are logged out, and you choose a new password.',
    submit: 'Undo the change',
  },
  profile: {
    title: 'Profile',
    emailTitle: 'Email address',
    emailLead:
      'We will send a link to the new address. The change takes effect once you follow it.',
    newEmail: 'New email address',
    changeEmail: 'Change the address',
    deleteTitle: 'Delete your account',
    deleteLead: 'This cannot be undone.',
    delete: 'Delete my account',
  },
  security: {
    title: 'Security',
    passwordTitle: 'Password',
    newPassword: 'New password',
    changePassword: 'Change the password',
    totpTitle: 'Second factor',
    totpOn: 'Logging in requires a code from your authenticator app.',
    totpOff:
      'Require a code from an authenticator app when you log in, in addition to your password.',
    totpStart: 'Set it up',
    totpScan: 'Scan this with your authenticator app, or enter the key:',
    totpQr: 'QR code for your authenticator app',
    totpConfirm: 'Enter the code that it shows',
    totpEnable: 'Turn it on',
    totpDisable: 'Turn it off',
    recoveryTitle: 'Recovery codes',
    recoveryLead:
      'Keep them in a safe place. They are shown only now, and each works once in place of your app.',
    recoveryRenew: 'Generate new recovery codes',
  },
  passkeys: {
    title: 'Passkeys',
    lead: 'A passkey lets you log in with your device: with a fingerprint, your face or its PIN.',
    name: 'Name of the passkey',
    add: 'Add a passkey',
    remove: 'Remove',
    used: 'Last used',
    never: 'Never used',
    failed: 'Your device did not provide a passkey.',
  },
  sessions: {
    title: 'Sessions',
    lead: 'These browsers are logged in to your account.',
    current: 'This browser',
    unknown: 'Unknown browser',
    seen: 'Last seen',
    end: 'Log out',
    endOthers: 'Log out all others',
    unsupported: 'The sessions of this application cannot be listed.',
  },
  appearance: { title: 'Appearance', system: 'Same as the system', light: 'Light', dark: 'Dark' },
  answers: {
    credentials: 'The address or the password is wrong.',
    wait: 'Too many attempts. Try again in {seconds} seconds.',
    code: 'This code is wrong, or it has been used before.',
    pending: 'That took too long. Please log in again.',
    passkey: 'This passkey cannot be used.',
    provider:
      'You cannot log in this way: the provider has not verified your address, or no account here uses it.',
    passkeyAdded: 'The passkey has been added.',
    passkeyRemoved: 'The passkey has been removed.',
    link: 'This link is no longer valid. Request a new one.',
    passwordWrong: 'This is not your current password.',
    registered: 'We have sent you an email. Follow the link in it to continue.',
    mailed: 'If there is an account with this address, we have sent an email to it.',
    verified: 'Your address is verified.',
    choosePassword: 'Your address is verified. Choose a password for your account.',
    passwordSet: 'Your new password is set. Log in with it.',
    passwordChanged: 'Your password has been changed. Other browsers are logged out.',
    emailMailed: 'We have sent a link to the new address.',
    emailChanged: 'Your account has the new address.',
    emailTaken: 'This address cannot be used.',
    emailUndone: 'Your account has its old address again. Choose a new password.',
    saved: 'Saved.',
    totpEnabled: 'Logging in requires a code from now on.',
    totpDisabled: 'Logging in requires only your password.',
    sessionsEnded: 'The other browsers are logged out.',
    deleted: 'Your account has been deleted.',
  },
  mails: {
    footer:
      'You receive this email because of your account at {app}. If this was not you, you can ignore it.',
    verify: {
      subject: 'Verify your email address',
      body: 'Follow this link to verify your address at {app}.',
      action: 'Verify the address',
    },
    welcome: {
      subject: 'Your account at {app}',
      body: 'Somebody has registered at {app} with this address. You can log in now.',
      action: 'Log in',
    },
    taken: {
      subject: 'You have an account already',
      body: 'Somebody tried to create an account at {app} with this address, but you already have one. If you have forgotten your password, choose a new one.',
      action: 'Choose a new password',
    },
    reset: {
      subject: 'Choose a new password',
      body: 'Follow this link to choose a new password at {app}. It works once, for a short time.',
      action: 'Choose a password',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      body: 'The password of your account at {app} was changed. If this was not you, choose a new one immediately.',
      action: 'Choose a new password',
    },
    confirmEmail: {
      subject: 'Confirm your new email address',
      body: 'Follow this link to use this address for your account at {app}.',
      action: 'Confirm the address',
    },
    emailChanged: {
      subject: 'Your email address was changed',
      body: 'Your account at {app} has a new address: {email}. If this was not you, undo the change with this link.',
      action: 'Undo the change',
    },
  },
}

/** All texts of the flows. */
export type AuthTexts = typeof en
