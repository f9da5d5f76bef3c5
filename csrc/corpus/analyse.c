/* analyse: a text to its stretches and verdicts, with what is known of it. */
#include "corpus.h"

quoth_status quoth__analyse_stretches(quoth_context *context, const quoth_text *text, quoth__array *stretches)
{
    QUOTH__TRY(quoth__stretches_find(context, text, stretches));
    for (uint32_t i = 0; i < stretches->count; i++) QUOTH__STRETCH(*stretches, i)->number = i + 1;
    return quoth__work(context, 3 * (uint64_t)stretches->count);
}

quoth_status quoth__analyse(quoth_context *context, const quoth_text *text, const quoth__beliefs *known,
                            quoth__array *stretches, quoth__speech *speech)
{
    void *slots;
    QUOTH__TRY(quoth__analyse_stretches(context, text, stretches));
    if (!known->said.count && !known->mentions.count) return quoth__speech_find(context, text, stretches, speech);
    size_t count = stretches->count;
    QUOTH__TRY(quoth__allocate_zeroed(context, count, sizeof(quoth__given_verdict), &slots));
    quoth_status status = quoth__beliefs_spread(context, known, stretches, slots);
    const quoth__given_all all = {known, slots, NULL, 0};
    if (status == QUOTH_OK) status = quoth__beliefs_judge(context, text, &all, stretches, speech);
    quoth__free(&context->allocator, slots, count, sizeof(quoth__given_verdict));
    return status;
}
