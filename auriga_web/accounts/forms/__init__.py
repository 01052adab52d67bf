"""The shape of what is typed about persons and how they sign in."""

from auriga_web.accounts.forms.library import ChangePasswordForm as ChangePasswordForm
from auriga_web.accounts.forms.library import CodeForm as CodeForm
from auriga_web.accounts.forms.library import RecoveryCodeForm as RecoveryCodeForm
from auriga_web.accounts.forms.library import RescueForm as RescueForm
from auriga_web.accounts.forms.library import SecondFactorForm as SecondFactorForm
from auriga_web.accounts.forms.library import SignInForm as SignInForm
from auriga_web.accounts.forms.library import VerifyForm as VerifyForm
from auriga_web.accounts.forms.passkeys import PasskeyAnswerForm as PasskeyAnswerForm
from auriga_web.accounts.forms.passkeys import PasskeyForm as PasskeyForm
from auriga_web.accounts.forms.passkeys import PasskeyRemovalForm as PasskeyRemovalForm
from auriga_web.accounts.forms.passkeys import PasskeySignInForm as PasskeySignInForm
from auriga_web.accounts.forms.persons import AddressForm as AddressForm
from auriga_web.accounts.forms.persons import DeskForm as DeskForm
from auriga_web.accounts.forms.persons import MailedCodeForm as MailedCodeForm
from auriga_web.accounts.forms.persons import NameForm as NameForm
from auriga_web.accounts.forms.persons import NewPasswordForm as NewPasswordForm
from auriga_web.accounts.forms.persons import PersonSearchForm as PersonSearchForm
from auriga_web.accounts.forms.persons import ProviderSignUpForm as ProviderSignUpForm
from auriga_web.accounts.forms.persons import SignUpForm as SignUpForm
