"""What solvers of several losses say: of parameters, of steps, and to common mistakes."""

from studyapp.domain.text import Text

MEAN_SQUARED = Text(
    en="That is the mean squared error: the errors were squared.",
    zh="这是均方误差：误差被平方了。",
)
MEAN_ABSOLUTE = Text(
    en="That is the mean absolute error: the errors were not squared.",
    zh="这是平均绝对误差：误差没有平方。",
)
NOT_AVERAGED = Text(
    en="Looks as if the terms were added but not divided by their number.",
    zh="看起来把各项相加后没有除以个数。",
)
SIGNS_CANCEL = Text(
    en="Looks as if signs were kept, so that errors up and down cancel.",
    zh="看起来保留了正负号，正负误差相互抵消了。",
)
BASE_2 = Text(
    en="Looks as if the logarithm had the base 2; losses take the natural one.",
    zh="看起来用了以 2 为底的对数；损失函数用自然对数。",
)
BASE_10 = Text(
    en="Looks as if the logarithm had the base 10; losses take the natural one.",
    zh="看起来用了以 10 为底的对数；损失函数用自然对数。",
)
NOT_NEGATED = Text(
    en="Looks as if the minus was left out: logarithms of probabilities are negative, losses are not.",
    zh="看起来漏了负号：概率的对数是负的，损失不是。",
)
REST_FORGOTTEN = Text(
    en="Looks as if p itself went into the logarithm; where the target is 0, 1 − p counts.",
    zh="看起来直接取了 p 的对数；标签为 0 时应取 1 − p 的对数。",
)
PROBABILITY_OF_ERROR = Text(
    en="That is the probability of being off; the loss is minus a logarithm.",
    zh="这是预测出错的概率；损失是对数的相反数。",
)
COUNTED_FROM_ONE = Text(
    en="Looks as if the classes were counted from 1; class indices start at 0.",
    zh="看起来类别是从 1 开始数的；类别下标从 0 开始。",
)
LARGEST = Text(
    en="That is the likeliest class; the loss looks at the true one, however unlikely.",
    zh="这是概率最大的类别；损失只看真实类别，不管它的概率多小。",
)
ALL_CLASSES = Text(
    en="Looks as if all classes were added; only the true one's logarithm counts.",
    zh="看起来把所有类别都加上了；只有真实类别的对数起作用。",
)
WEIGHTS_IGNORED = Text(
    en="Looks as if the class weights were left out.",
    zh="看起来没有乘类别权重。",
)
AVERAGED = Text(
    en="Looks as if an average was taken; here the losses are only added.",
    zh="看起来取了平均；这里只求和。",
)
